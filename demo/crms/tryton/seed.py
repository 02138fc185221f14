"""Fills a new Tryton database with a company, people who can sign in, parties and opportunities.

Usage: seed.py CONFIG DATABASE < people.json
"""
import datetime
import json
import sys
from decimal import Decimal

from proteus import Model, Wizard, config

PARTIES = [
    # Company, street, city, contact person, phone, e-mail
    ("Almond Grove Bakery", "12 Mill Lane", "Ghent", "Eva Peeters", "+32 470 11 22 33", "eva@almondgrove.example"),
    ("Baltic Timber Works", "4 Harbour Road", "Riga", "Janis Ozols", "+371 2000 1122", "janis@baltictimber.example"),
    ("Cedar & Stone Architects", "88 Hill Street", "Porto", "Rui Costa", "+351 912 000 111", "rui@cedarstone.example"),
    ("Delta Cold Storage", "2 Dock Quay", "Rotterdam", "Sanne de Wit", "+31 6 1000 2000", "sanne@deltacold.example"),
    ("Ember Heating", "19 Forge Way", "Graz", "Lukas Gruber", "+43 660 100 2000", "lukas@ember.example"),
    ("Fjord Seafood", "7 Pier Street", "Bergen", "Ingrid Haugen", "+47 900 10 200", "ingrid@fjord.example"),
    ("Granite Logistics", "150 Ring Road", "Lyon", "Claire Morel", "+33 6 10 20 30 40", "claire@granite.example"),
    ("Hazel Print Studio", "31 Market Square", "Cork", "Aoife Byrne", "+353 86 100 2000", "aoife@hazelprint.example"),
]

OPPORTUNITIES = [
    # Number of the party in the list above, description, amount, probability, days since it began, comment
    (0, "Two deck ovens for the new bakery", 18400, 40, 3, "Asked for delivery before the summer."),
    (1, "Kiln control upgrade", 52000, 60, 9, "The old controller fails about twice a month."),
    (2, "Site tablets for eight crews", 9600, 30, 1, "Needs an offer with and without insurance."),
    (3, "Temperature sensors, hall C", 27500, 50, 14, "A pilot with ten sensors ran in spring."),
    (4, "Spare parts contract", 12000, 70, 20, "Renewal; the present contract ends in December."),
    (5, "Packing line inspection", 7300, 20, 2, "Called after reading about us in a trade journal."),
    (6, "Fleet tracking for 40 lorries", 64000, 45, 6, "Wants references from two other hauliers."),
    (7, "Second-hand press, with training", 31000, 35, 5, "Came by recommendation."),
    (0, "Service plan for the ovens", 3900, 55, 12, "To be decided with the ovens themselves."),
    (3, "Door curtains, hall A", 5200, 25, 4, "Measured on site, waiting for a second quote."),
]

LEADS = 6  # The first six stay leads; the others have become opportunities.


def finish_setup_wizards():
    """Without this the first administrator who signs in is met by the set-up assistant."""
    Item = Model.get("ir.module.config_wizard.item")
    for item in Item.find([("state", "=", "open")]):
        item.state = "done"
        item.save()


def create_currency():
    Currency = Model.get("currency.currency")
    euro = Currency(name="Euro", symbol="€", code="EUR", rounding=Decimal("0.01"))
    euro.rates.new(date=datetime.date(2000, 1, 1), rate=Decimal("1"))
    euro.save()
    return euro


def create_company(currency):
    Party = Model.get("party.party")
    party = Party(name="Northwind Supplies")
    party.save()
    wizard = Wizard("company.company.config")
    wizard.execute("company")
    wizard.form.party = party
    wizard.form.currency = currency
    wizard.execute("add")
    User = Model.get("res.user")
    config.get_config()._context = User.get_preferences(True, {})
    company, = Model.get("company.company").find()
    return company


def create_people(people, company):
    """Everybody is in every group, so that anybody can do anything in the CRM itself."""
    Party = Model.get("party.party")
    Employee = Model.get("company.employee")
    User = Model.get("res.user")
    groups = Model.get("res.group").find()
    employees = []
    for person in people:
        party = Party(name=person["name"])
        party.save()
        employee = Employee(party=party, company=company)
        employee.save()
        employees.append(employee)
        found = User.find([("login", "=", person["login"])])
        user = found[0] if found else User(login=person["login"])
        user.name = person["name"]
        user.password = person["password"]
        user.email = f"{person['login']}@northwind.example"
        for group in groups:
            if group not in user.groups:
                user.groups.append(type(group)(group.id))
        user.company = company
        user.employees.append(Employee(employee.id))
        user.employee = Employee(employee.id)
        user.save()
    return employees


def create_parties():
    Party = Model.get("party.party")
    parties = []
    for name, street, city, contact, phone, email in PARTIES:
        party = Party(name=name)
        party.addresses[0].street = street
        party.addresses[0].city = city
        party.contact_mechanisms.new(type="phone", value=phone, name=contact)
        party.contact_mechanisms.new(type="email", value=email, name=contact)
        party.save()
        parties.append(party)
    return parties


def create_opportunities(parties, company, employees):
    Opportunity = Model.get("sale.opportunity")
    today = datetime.date.today()
    for index, (party, description, amount, probability, days, comment) in enumerate(OPPORTUNITIES):
        opportunity = Opportunity(company=company, party=parties[party], description=description)
        opportunity.employee = employees[index % len(employees)]
        opportunity.start_date = today - datetime.timedelta(days=days)
        opportunity.amount = Decimal(amount)
        opportunity.conversion_probability = Decimal(probability) / 100
        opportunity.comment = comment
        opportunity.save()
        if index >= LEADS:
            opportunity.click("opportunity")


def main():
    config_file, database = sys.argv[1:]
    people = json.load(sys.stdin)
    config.set_trytond(f"sqlite:///{database}", config_file=config_file)
    company = create_company(create_currency())
    parties = create_parties()
    create_opportunities(parties, company, create_people(people, company))
    finish_setup_wizards()


if __name__ == "__main__":
    main()
