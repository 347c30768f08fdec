#!/usr/bin/perl
# Net::SMPP as a sender: binds a transceiver, submits messages to consecutive numbers, keeps reading until each has its
# answer and each accepted one its receipt, unbinds. Prints what it saw as one JSON document.
#
# net-smpp.pl HOST PORT SYSTEM_ID PASSWORD MESSAGES TEXT
use strict;
use warnings;
use JSON::PP;
use Net::SMPP;

use constant {
    SECONDS_MAX     => 60,
    DELIVERY_REPORT => 0x04,      # esm_class, section 5.2.12
    SUBMIT_SM_RESP  => 0x80000004,
    DELIVER_SM      => 0x00000005,
    ENQUIRE_LINK    => 0x00000015,
};

my ($host, $port, $system_id, $password, $messages, $text) = @ARGV;
alarm SECONDS_MAX;

my ($smpp, $bound) = Net::SMPP->new_transceiver(
    $host,
    port      => $port,
    system_id => $system_id,
    password  => $password,
) or die "no connection: $!\n";
my $seen = { bind => $bound->status, centre => $bound->{system_id}, statuses => {}, receipts => [] };

if ($bound->status == 0) {
    for my $message (0 .. $messages - 1) {
        $smpp->submit_sm(
            async               => 1,
            source_addr_ton     => 5,
            source_addr_npi     => 0,
            source_addr         => 'BOYTE',
            dest_addr_ton       => 1,
            dest_addr_npi       => 1,
            destination_addr    => 84912000000 + $message,
            registered_delivery => 1,
            data_coding         => 0,
            short_message       => $text,
        ) or die "submit_sm: $!\n";
    }
    my ($answers, $accepted) = (0, 0);
    while ($answers < $messages || @{ $seen->{receipts} } < $accepted) {
        my $pdu = $smpp->read_pdu() or die "the connection ended\n";
        if ($pdu->{cmd} == SUBMIT_SM_RESP) {
            $answers++;
            $accepted++ if $pdu->status == 0;
            $seen->{statuses}{ $pdu->status }++;
        }
        elsif ($pdu->{cmd} == DELIVER_SM) {
            $smpp->deliver_sm_resp(message_id => '', seq => $pdu->seq);
            push @{ $seen->{receipts} }, {
                is_receipt  => ($pdu->{esm_class} & DELIVERY_REPORT) ? JSON::PP::true : JSON::PP::false,
                source_addr => $pdu->{source_addr},
                text        => $pdu->{short_message},
            };
        }
        elsif ($pdu->{cmd} == ENQUIRE_LINK) {
            $smpp->enquire_link_resp(seq => $pdu->seq);
        }
    }
    $seen->{enquire_link} = $smpp->enquire_link()->status;
    $seen->{unbind}       = $smpp->unbind()->status;
}
print encode_json($seen), "\n";
