#!/usr/bin/env perl
# Opens pages in headless Chromium and says what is wrong with them, a line for
# each fault: FILE: where: rule: detail.  Nothing said and 0: nothing wrong.
#
#	perl browser.pl [--shots DIR] [--pdf DIR] FILE.html...
#
# Where is 360 and 1280 pixels, light and dark, and paper as the page's own
# @page says.  The rules:
#
#	console exception csp	anything at all that the browser says
#	request			anything asked for beside the page itself
#	viewport overflow	wider than the screen
#	clipped			a box or a picture hides a part of its text
#	cut			on paper: beyond the edge, or not in the PDF
#	select pseudo		text that cannot be selected
#	contrast		less than 4.5 to 1
#	heading table lang title	what a reading program needs
#
# --shots and --pdf leave pictures and the printed page for a person to see.
use strict;
use warnings;
use Fcntl;
use File::Basename;
use File::Temp;
use FindBin;
use Getopt::Long;
use JSON::PP;
use MIME::Base64;
use POSIX ();
use Unicode::Normalize;
use Cwd 'abs_path';

my %opt;
GetOptions(\%opt, 'shots=s', 'pdf=s') && @ARGV or
    die "usage: browser.pl [--shots DIR] [--pdf DIR] FILE...\n";
my ($chromium) = grep { -x } '/usr/bin/chromium-headless-shell',
    '/usr/lib/chromium/chromium-headless-shell';
die "browser.pl: chromium-headless-shell is missing; make deps\n"
    if !$chromium;
my $tmp = File::Temp->newdir;
my $json = JSON::PP->new->utf8;
my $js = do {
	open my $in, '<:utf8', "$FindBin::Bin/page.js" or die;
	local $/;
	<$in>;
};
my $faults = 0;
binmode STDOUT, ':utf8';

# --- the browser, over two pipes ---------------------------------------------

my ($pid, $to, $from);
sub start {
	pipe(my $their_in, $to) && pipe($from, my $their_out) or die;
	$pid = fork() // die;
	if (!$pid) {
		# 3 and 4 may be taken by what is to lie there: first away.
		my $in = fcntl($their_in, F_DUPFD, 10);
		my $out = fcntl($their_out, F_DUPFD, 10);
		POSIX::dup2($in, 3);
		POSIX::dup2($out, 4);
		POSIX::close($_) for $in, $out;
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', "$tmp/stdout";
		open STDERR, '>', "$tmp/stderr";
		$ENV{HOME} = "$tmp";
		exec($chromium, qw(--headless --no-sandbox --disable-gpu
		    --remote-debugging-pipe --hide-scrollbars --no-first-run
		    --disable-dev-shm-usage --disable-background-networking
		    --disable-component-update --disable-sync --lang=vi
		    --font-render-hinting=none --force-color-profile=srgb),
		    "--user-data-dir=$tmp/profile", 'about:blank') or
		    POSIX::_exit(127);
	}
	$to->autoflush(1);
	binmode $_ for $to, $from;
}

my (@events, $last, $page);
my ($id, $rest) = (0, '');
# One message; large data stays outside of the JSON, whose decoder is slow.
sub message {
	while ($rest !~ /\0/) {
		my $set = '';
		vec($set, fileno($from), 1) = 1;
		select($set, undef, undef, 60) or
		    die "browser.pl: the browser says nothing for a minute\n";
		sysread($from, $rest, 1 << 20, length $rest) or
		    die "browser.pl: the browser ended\n" . said();
	}
	$rest =~ s/^([^\0]*)\0//;
	my $text = $1;
	my $data = $text =~ s/"data":"([A-Za-z0-9+\/=]{2000,})"/"data":""/ ?
	    $1 : undef;
	my $m = $json->decode($text);
	$m->{result}{data} = $data if defined $data;
	return $m;
}
sub said {
	open my $in, '<', "$tmp/stderr" or return '';
	return join '', <$in>;
}
sub call {
	my ($method, %params) = @_;
	my $mine = ++$id;
	my $m = { id => $mine, method => $method, params => \%params };
	$m->{sessionId} = $page if $page;
	print $to $json->encode($m), "\0";
	for (;;) {
		$m = message();
		last if ($m->{id} // 0) == $mine;
		push @events, $m if $m->{method};
	}
	die "browser.pl: $method: $m->{error}{message}\n" if $m->{error};
	return $m->{result};
}
sub await {
	my ($method) = @_;
	for (;;) {
		return if grep { $_->{method} eq $method } @events;
		my $m = message();
		push @events, $m if $m->{method};
	}
}

# --- what it says ------------------------------------------------------------

sub fault {
	my ($file, $where, $rule, $detail) = @_;
	$faults++;
	$detail =~ s/\s+/ /g;
	print basename($file), ": $where: $rule: $detail\n";
}
# Of the events since the last call those that a sound page does not cause.
sub events {
	my ($file, $where, $url) = @_;
	for my $e (splice @events) {
		my ($m, $p) = ($e->{method}, $e->{params});
		if ($m eq 'Runtime.consoleAPICalled') {
			fault($file, $where, 'console', join ' ', $p->{type},
			    map { $_->{value} // $_->{description} // '' }
			    @{$p->{args}});
		} elsif ($m eq 'Runtime.exceptionThrown') {
			my $x = $p->{exceptionDetails};
			fault($file, $where, 'exception',
			    $x->{exception}{description} // $x->{text});
		} elsif ($m eq 'Log.entryAdded') {
			logged($file, $where, $p->{entry});
		} elsif ($m eq 'Network.requestWillBeSent') {
			my $asked = $p->{request}{url};
			fault($file, $where, 'request', $asked) if
			    $asked ne $url && $asked !~ /^data:/;
		} elsif ($m eq 'Audits.issueAdded') {
			issue($file, $where, $p->{issue});
		} elsif ($m eq 'Inspector.targetCrashed') {
			die "browser.pl: the browser crashed at $file\n";
		}
	}
}
sub logged {
	my ($file, $where, $e) = @_;
	# A request that fails is said by its own event already.
	return if $e->{source} eq 'network';
	fault($file, $where, $e->{text} =~ /Content Security Policy/ ?
	    'csp' : 'console', "$e->{level} $e->{text}");
}
sub issue {
	my ($file, $where, $i) = @_;
	# These are said already: in the log in words, and as a request.
	return if $i->{code} eq 'ContentSecurityPolicyIssue' ||
	    $i->{code} eq 'StylesheetLoadingIssue';
	fault($file, $where, 'console', "issue $i->{code}: " .
	    JSON::PP->new->canonical->encode($i->{details}));
}

# --- a page, in every way ----------------------------------------------------

sub evaluate {
	my ($expression) = @_;
	my $r = call('Runtime.evaluate', expression => $expression,
	    returnByValue => JSON::PP::true, silent => JSON::PP::true);
	die "browser.pl: page.js: ", $r->{exceptionDetails}{exception}
	    {description}, "\n" if $r->{exceptionDetails};
	return $r->{result}{value};
}
sub look {
	my ($file, $where, %want) = @_;
	my $seen = evaluate("$js(" . JSON::PP->new->encode(\%want) . ')');
	my %last;
	for (@{$seen->{found}}) {
		my ($rule, $detail) = @$_;
		# Of one rule the first few say enough.
		fault($file, $where, $rule, $detail) if ++$last{$rule} <= 5;
	}
	return $seen->{letters};
}
sub size {
	my ($width, $height, $phone) = @_;
	call('Emulation.setDeviceMetricsOverride', width => $width,
	    height => $height, deviceScaleFactor => 1,
	    mobile => $phone ? JSON::PP::true : JSON::PP::false);
}
sub media {
	my ($media, $scheme) = @_;
	call('Emulation.setEmulatedMedia', media => $media, features => [{
	    name => 'prefers-color-scheme', value => $scheme }]);
}
sub keep {
	my ($dir, $file, $end, $data) = @_;
	my ($name) = fileparse($file, qr/\.[^.]*/);
	open my $out, '>:raw', "$dir/$name$end" or die "$dir/$name$end: $!\n";
	print $out $data;
	close $out or die;
}
sub shot {
	my ($file, $end) = @_;
	my $r = call('Page.captureScreenshot',
	    captureBeyondViewport => JSON::PP::true);
	keep($opt{shots}, $file, $end, decode_base64($r->{data}));
}
sub screens {
	my ($file, $url) = @_;
	my $once = JSON::PP::true;
	for ([360, 740], [1280, 800]) {
		my ($w, $h) = @$_;
		for my $scheme ('light', 'dark') {
			my $where = "$w $scheme";
			size($w, $h, $w == 360);
			media('screen', $scheme);
			# Opened anew: what a page does on opening counts.
			call('Page.navigate', url => $url);
			await('Page.loadEventFired');
			evaluate('document.querySelectorAll("details")' .
			    '.forEach(d => { d.open = true; })');
			look($file, $where, width => $w, once => $once,
			    print => JSON::PP::false, page => undef, dark =>
			    $scheme eq 'dark' ? JSON::PP::true :
			    JSON::PP::false);
			events($file, $where, $url);
			shot($file, "-$w-$scheme.png") if $opt{shots};
			$once = JSON::PP::false;
		}
	}
}

# Each paper that the page's style knows, with what its margins leave.
my $papers = <<'JS';
(function () {
	const mm = { mm: 1, cm: 10, in: 25.4, pt: 25.4 / 72, px: 25.4 / 96 };
	const long = s => { const m = /^([\d.]+)([a-z]+)$/.exec(s);
	    return m && mm[m[2]] ? m[1] * mm[m[2]] : s === '0' ? 0 : null; };
	const papers = { '': { size: '', left: null, right: null } };
	const rules = list => { for (const r of list) {
		if (r instanceof CSSMediaRule && matchMedia(r.media.mediaText)
		    .matches)
			rules(r.cssRules);
		if (!(r instanceof CSSPageRule) || /:/.test(r.selectorText))
			continue;
		const p = papers[r.selectorText] = papers[r.selectorText] ||
		    { ...papers[''] };
		const s = n => r.style.getPropertyValue(n);
		p.size = s('size') || p.size;
		p.left = long(s('margin-left')) ?? p.left;
		p.right = long(s('margin-right')) ?? p.right;
	} };
	for (const sheet of document.styleSheets)
		/* One that was not there has none, and was said. */
		try { rules(sheet.cssRules); } catch (e) {}
	for (const p of Object.values(papers)) {
		const wide = /landscape/.test(p.size);
		const own = p.size.split(' ').map(long).filter(v => v);
		p.width = (own.length ? own[0] : wide ? 297 : 210) -
		    (p.left ?? 10) - (p.right ?? 10);
	}
	return papers;
})()
JS

sub paper {
	my ($file, $url) = @_;
	call('Page.navigate', url => $url);
	await('Page.loadEventFired');
	media('print', 'light');
	my $papers = evaluate($papers);
	my $letters;
	for my $name (sort keys %$papers) {
		my $width = int($papers->{$name}{width} * 96 / 25.4);
		size($width, 1000, 0);
		$letters = look($file, $name ? "print $name" : 'print',
		    width => $width, print => JSON::PP::true,
		    page => keys %$papers > 1 ? $name : undef,
		    dark => JSON::PP::false, once => JSON::PP::false);
	}
	call('Emulation.clearDeviceMetricsOverride');
	my $pdf = decode_base64(call('Page.printToPDF', paperWidth => 210 / 25.4,
	    paperHeight => 297 / 25.4, preferCSSPageSize => JSON::PP::true,
	    printBackground => JSON::PP::false)->{data});
	keep($opt{pdf}, $file, '.pdf', $pdf) if $opt{pdf};
	keep($tmp, 'print', '.pdf', $pdf);
	printed($file, $letters);
	events($file, 'print', $url);
}

# Every letter of the page is in the PDF, and inside of its paper.
sub printed {
	my ($file, $letters) = @_;
	my (%have, %need, $width, $height);
	open my $in, '-|:utf8', 'pdftotext', '-bbox', "$tmp/print.pdf", '-' or
	    die "browser.pl: pdftotext: $!\n";
	while (<$in>) {
		($width, $height) = ($1, $2) if
		    /<page width="([\d.]+)" height="([\d.]+)"/;
		next if !/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/;
		my $word = plain($5);
		fault($file, 'print', 'cut', "beyond the paper: \"$word\"") if
		    $1 < 0 || $2 < -1 || $3 > $width || $4 > $height + 1;
		$have{$_}++ for $word =~ /[\p{L}\p{N}]/g;
	}
	close $in or die "browser.pl: pdftotext failed\n";
	for (@$letters) {
		$need{$_}++ for lc(NFKC($_->{text})) =~ /[\p{L}\p{N}]/g;
	}
	my @less = grep { ($have{$_} // 0) < $need{$_} } sort keys %need;
	fault($file, 'print', 'cut', 'letters that are not in the PDF: ' .
	    join ' ', map { "$_ ($need{$_}, " . ($have{$_} // 0) . ')' }
	    @less) if @less;
}
sub plain {
	my ($s) = @_;
	my %of = (lt => '<', gt => '>', amp => '&', quot => '"', apos => "'");
	$s =~ s/&(?:#(\d+)|(\w+));/$1 ? chr $1 : $of{$2} \/\/ ''/ge;
	return lc NFKC($s);
}

sub first {
	call('Target.setDiscoverTargets', discover => JSON::PP::true);
	my $target = call('Target.createTarget', url => 'about:blank');
	$page = call('Target.attachToTarget', targetId => $target->{targetId},
	    flatten => JSON::PP::true)->{sessionId};
	call("$_.enable") for qw(Page Runtime Log Network Audits);
	@events = ();
}

for my $dir (grep { defined } @opt{qw(shots pdf)}) {
	-d $dir or mkdir $dir or die "$dir: $!\n";
}
start();
$SIG{PIPE} = 'IGNORE';
first();
for my $file (@ARGV) {
	my $path = abs_path($file);
	die "$file: no such file\n" if !defined $path || !-f $path;
	$path =~ s/([^A-Za-z0-9\/._-])/sprintf '%%%02X', ord $1/ge;
	screens($file, "file://$path");
	paper($file, "file://$path");
}
$page = undef;
call('Browser.close');
waitpid $pid, 0;
exit($faults != 0);
