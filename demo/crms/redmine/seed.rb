# Fills a new Redmine database with a project, people who can sign in, and issues.
#
# Usage: rails runner seed.rb < people.json

require 'json'

ISSUES = [
  # Tracker, subject, status, priority, days since it came, description
  ['Support', 'Invoice shows the wrong delivery address', 'New', 'High', 1,
   'The customer moved in March. The address on the order is right, on the invoice it is the old one.'],
  ['Support', 'Cannot sign in to the customer portal', 'In Progress', 'Urgent', 2,
   'The reset e-mail does not arrive. Tried twice; it is not in the spam folder.'],
  ['Bug', 'Export of the price list stops at 500 rows', 'New', 'Normal', 4,
   'The file ends in the middle of a line.'],
  ['Support', 'Spare part for oven DK-20', 'Feedback', 'Normal', 6,
   'Door hinge, left side. A photo is attached to the customer’s e-mail.'],
  ['Feature', 'Delivery dates in the order confirmation', 'New', 'Low', 9,
   'Asked for by three customers this quarter.'],
  ['Support', 'Second delivery is missing two boxes', 'In Progress', 'High', 3,
   'Twelve boxes ordered, ten received. The carrier’s note says twelve.'],
  ['Bug', 'Discount is applied twice on renewals', 'Resolved', 'Immediate', 12,
   'Seen on four contracts of November.'],
  ['Support', 'Question about the service plan', 'New', 'Normal', 0,
   'Would like to know what a visit outside of office hours costs.']
].freeze

def set_up
  Redmine::DefaultData::Loader.load('en')
  Setting.default_language = 'en'
  Setting.rest_api_enabled = '1'
  Setting.gravatar_enabled = '0'
  Setting.app_title = 'Northwind Support'
  Setting.notified_events = []
end

def create_people(people)
  people.map do |person|
    user = User.find_by(login: person['login']) || User.new(login: person['login'])
    user.firstname, user.lastname = person['name'].split(' ', 2)
    user.mail = "#{person['login']}@northwind.example"
    user.password = user.password_confirmation = person['password']
    user.must_change_passwd = false
    user.language = 'en'
    user.save!
    user
  end
end

def create_project(users)
  project = Project.new(name: 'Customer support', identifier: 'support', is_public: true)
  project.trackers = Tracker.all
  project.enabled_module_names = %w[issue_tracking time_tracking wiki]
  project.save!
  manager, developer = Role.find_by!(name: 'Manager'), Role.find_by!(name: 'Developer')
  users.each_with_index do |user, index|
    Member.create!(project: project, principal: user, roles: [index.zero? ? manager : developer])
  end
  project
end

def create_issues(project, users)
  ISSUES.each_with_index do |(tracker, subject, status, priority, days, description), index|
    author = users[index % users.size]
    User.current = author
    issue = Issue.new(project: project, author: author, subject: subject, description: description)
    issue.tracker = Tracker.find_by!(name: tracker)
    issue.status = IssueStatus.find_by!(name: status)
    issue.priority = IssuePriority.find_by!(name: priority)
    issue.assigned_to = users[(index + 1) % users.size]
    issue.start_date = Date.today - days
    issue.due_date = Date.today + 7
    issue.save!
  end
end

# Mail would be sent by a thread of its own, which now and then keeps the program from ending.
ActiveJob::Base.queue_adapter = :inline
ActionMailer::Base.perform_deliveries = false

people = JSON.parse($stdin.read)
ActiveRecord::Base.transaction do
  set_up
  users = create_people(people)
  create_issues(create_project(users), users)
end
