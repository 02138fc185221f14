"""Fills a new Odoo database with people who can sign in, companies and opportunities, and makes a key for programs.

Run by `odoo shell`, which brings `env`; SEED_PEOPLE holds the people as JSON, SEED_KEY_FILE where the key goes.
"""
import datetime
import json
import os

COMPANIES = [
    # Name, city, contact person, e-mail
    ("Almond Grove Bakery", "Ghent", "Eva Peeters", "eva@almondgrove.example"),
    ("Baltic Timber Works", "Riga", "Janis Ozols", "janis@baltictimber.example"),
    ("Cedar & Stone Architects", "Porto", "Rui Costa", "rui@cedarstone.example"),
    ("Delta Cold Storage", "Rotterdam", "Sanne de Wit", "sanne@deltacold.example"),
]

OPPORTUNITIES = [
    # Number of the company in the list above, name, amount, probability
    (0, "Two deck ovens for the new bakery", 18400, 40),
    (1, "Kiln control upgrade", 52000, 60),
    (2, "Site tablets for eight crews", 9600, 30),
    (3, "Temperature sensors, hall C", 27500, 50),
    (0, "Service plan for the ovens", 3900, 55),
    (3, "Door curtains, hall A", 5200, 25),
]


def create_people(people):
    admin, *others = people
    user = env.ref("base.user_admin")
    user.write({"login": admin["login"], "password": admin["password"], "name": admin["name"]})
    manager = env.ref("sales_team.group_sale_manager")
    user.write({"group_ids": [(4, manager.id)]})
    for person in others:
        env["res.users"].with_context(no_reset_password=True).create({
            "login": person["login"],
            "name": person["name"],
            "password": person["password"],
            "email": f"{person['login']}@northwind.example",
            "group_ids": [(4, env.ref("sales_team.group_sale_salesman_all_leads").id)],
        })
    return user


def create_companies():
    Partner = env["res.partner"]
    companies = []
    for name, city, contact, email in COMPANIES:
        company = Partner.create({"name": name, "city": city, "is_company": True})
        Partner.create({"name": contact, "email": email, "parent_id": company.id})
        companies.append(company)
    return companies


def create_opportunities(companies, owner):
    for index, name, amount, probability in OPPORTUNITIES:
        env["crm.lead"].create({
            "type": "opportunity",
            "name": name,
            "partner_id": companies[index].id,
            "expected_revenue": amount,
            "probability": probability,
            "user_id": owner.id,
        })


def create_key(user):
    until = datetime.datetime.now() + datetime.timedelta(days=3650)
    key = env["res.users.apikeys"].with_user(user)._generate("rpc", "Programs", until)
    with open(os.environ["SEED_KEY_FILE"], "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(key)


owner = create_people(json.loads(os.environ["SEED_PEOPLE"]))
create_opportunities(create_companies(), owner)
create_key(owner)
# A browser asks for all bundles of its first page at once; built then, they get into each other's way.
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
