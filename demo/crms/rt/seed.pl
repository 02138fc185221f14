# Fills a new Request Tracker database with people who can sign in, a queue of customer questions, and tickets.
#
# Usage: perl seed.pl < people.json

use strict;
use warnings;

use lib '/usr/share/request-tracker5/lib';
use JSON qw(decode_json);
use RT;

RT::LoadConfig();
RT::Init();

my @TICKETS = (

    # Subject, status, priority, description
    [   'Invoice shows the wrong delivery address', 'new', 50,
        'The customer moved in March. The address on the order is right, on the invoice it is the old one.'
    ],
    [   'Cannot sign in to the customer portal', 'open', 80,
        'The reset e-mail does not arrive. Tried twice; it is not in the spam folder.'
    ],
    [   'Export of the price list stops at 500 rows', 'new', 30,
        'The file ends in the middle of a line.'
    ],
    [   'Spare part for oven DK-20', 'open', 20,
        'Door hinge, left side.'
    ],
    [   'Second delivery is missing two boxes', 'open', 60,
        'Twelve boxes ordered, ten received.'
    ],
    [   'Question about the service plan', 'new', 10,
        'Would like to know what a visit outside of office hours costs.'
    ],
);

my @RIGHTS = qw(
    SeeQueue ShowTicket ShowTicketComments CreateTicket ModifyTicket OwnTicket ReplyToTicket CommentOnTicket
    SeeCustomField
);

# Says why when something could not be made.
sub made {
    my ( $what, $ok, $message ) = @_;
    die "Expected $what to be made, got: $message\n" unless $ok;
    return $ok;
}

sub create_person {
    my ( $person, $is_first ) = @_;
    my $user = RT::User->new( RT->SystemUser );
    made(
        "the user $person->{login}",
        $user->Create(
            Name         => $person->{login},
            RealName     => $person->{name},
            EmailAddress => "$person->{login}\@northwind.example",
            Password     => $person->{password},
            Lang         => 'en',
            Privileged   => 1,
        )
    );
    if ($is_first) {
        made( 'the right of the administrator',
            $user->PrincipalObj->GrantRight( Right => 'SuperUser', Object => RT->System ) );
    }
}

sub create_queue {
    my $queue = RT::Queue->new( RT->SystemUser );
    made( 'the queue', $queue->Create( Name => 'Customer support' ) );
    my $staff = RT::Group->new( RT->SystemUser );
    $staff->LoadSystemInternalGroup('Privileged');
    for my $right (@RIGHTS) {
        made( "the right $right", $staff->PrincipalObj->GrantRight( Right => $right, Object => $queue ) );
    }
    # Whoever has no right beyond a queue sees no menu of searches.
    for my $right (qw(ShowSavedSearches CreateSavedSearch LoadSavedSearch ModifySelf)) {
        my ( $ok, $message )
            = $staff->PrincipalObj->GrantRight( Right => $right, Object => RT->System );
        warn "$right: $message\n" unless $ok;
    }
    return $queue;
}

sub create_ticket {
    my ( $queue, $subject, $status, $priority, $text ) = @_;
    my $ticket = RT::Ticket->new( RT->SystemUser );
    my $mime = MIME::Entity->build( Type => 'text/plain', Charset => 'UTF-8', Data => [$text] );
    made(
        "the ticket $subject",
        $ticket->Create(
            Queue     => $queue->Id,
            Subject   => $subject,
            Status    => $status,
            Priority  => $priority,
            Requestor => 'door@bakery.example',
            MIMEObj   => $mime,
        )
    );
}

my $people = decode_json( do { local $/; <STDIN> } );
my $is_first = 1;
for my $person (@$people) {
    create_person( $person, $is_first );
    $is_first = 0;
}
my $queue = create_queue();
create_ticket( $queue, @$_ ) for @TICKETS;
