#!/usr/bin/env perl
# canaries.pl RULES [LIST] <BATCH: fills every field of a document that the rule
# set seals under the person key with a word that stands nowhere else, and
# prints the batch; the words go to LIST, one a line.
use strict;
use warnings;
use JSON::PP;

my $json = JSON::PP->new->utf8->canonical;
open my $in, '<', $ARGV[0] or die "$ARGV[0]: $!";
my $rules = $json->decode(do { local $/; <$in> });
my %forms = map { $_->{id} => $_ } @{$rules->{forms}};
open my $list, '>', $ARGV[1] or die "$ARGV[1]: $!";
my $line = 0;

sub canary {
	my ($field, $where) = @_;
	my $word = "Kin${line}_$where";
	$word =~ s/_(\w)/\u$1/g;
	if ($field->{type} eq 'int') {
		$word = $field->{id} eq 'budget' ? 987654000 + $line : return;
		print $list "$word\n";
		return $word;
	}
	return unless $field->{type} =~ /^texts?$/;
	print $list "$word\n";
	return $field->{type} eq 'texts' ? [ $word ] : $word;
}

sub fill {
	my ($object, $fields, $where) = @_;
	for my $f (@$fields) {
		if ($f->{type} eq 'list') {
			fill($_, $f->{fields}, "${where}_$f->{id}")
			    for @{$object->{$f->{id}} // []};
		} elsif (($f->{seal} // '') eq 'person') {
			# A pupil has no name but that of the list.
			next if defined $object->{student};
			my $word = canary($f, "${where}_$f->{id}");
			$object->{$f->{id}} = $word if defined $word;
		}
	}
}

while (<STDIN>) {
	my $doc = $json->decode($_);
	my $form = $forms{$doc->{form}} or die "no form: $doc->{form}";
	$line++;
	fill($doc, $form->{fields}, $form->{id});
	$doc->{informant_consents} = JSON::PP::true
	    if $doc->{form} eq 'intake';
	print $json->encode($doc), "\n";
}
