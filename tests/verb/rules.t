#!/bin/sh
# ctxh rules: what is shown, what a file at fault is told, what is taken in and
# by whom, and that cases keep the set that they began with.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
CTXH_LANG=en
export CTXH_LANG

# --- without a store -----------------------------------------------------------
run rules list --format json
ok "the rule sets are listed without a store"
json 'my ($t) = grep { $_->{id} eq "tt33-2018" } @$_;
    $t->{origin} eq "built-in" && !defined $t->{op} &&
    $t->{valid_to} eq "2025-10-30" &&
    1 == grep { $_->{in_force} } @$_' "and one of them is in force"
run rules show tt33-2018
ok "a set is shown"
has "TT 33/2018/TT-BGDĐT Điều 7.1.a" "with each form's source"
has "worked out from the regulation's text" "and how certain its words are"
run rules show tt33-2018 plan
has "submitted_at *: Submitted at (a moment)" "a form has its fields"
has "khong-dong-y" "and their choices"
run rules show tt33-2018 --format json
json '$_->{id} eq "tt33-2018" && @{$_->{forms}} > 10' "JSON is the set itself"
run rules show tt33-2018 approve --format json
json '$_->{id} eq "decision"' "a form goes by its verb, too"
run rules show tt99
is 5 "a set that is not there"
run rules show tt33-2018 nothing
is 5 "a form that is not there"
run rules schema
json '$_->{"\$schema"} =~ /2020-12/' "the schema is JSON"

# --- checking ------------------------------------------------------------------
cat >tinh.json <<'END'
{
	"format": 1, "id": "tinh", "extends": "tt33-2018",
	"title": {"vi": "Quy định của tỉnh", "en": "The province's rules"},
	"basis": "CV 12/SGDĐT", "valid_from": "2025-09-05",
	"codes": {
		"weather": [
			{"code": "nang", "vi": "Nắng", "en": "Sunny"},
			{"code": "mua", "vi": "Mưa", "en": "Rainy"}
		]
	},
	"forms": [
		{
			"id": "visit", "verb": "tham-nha",
			"title": {"vi": "Thăm nhà", "en": "Home visit"},
			"source": "CV 12/SGDĐT", "certainty": "practice",
			"when": "visited_at", "roles": ["focal"],
			"case": "required", "amend": true,
			"fields": [
				{"id": "visited_at", "vi": "Ngày thăm",
				 "en": "Visited at", "type": "time",
				 "seal": "facts", "required": true},
				{"id": "weather", "vi": "Thời tiết",
				 "en": "Weather", "type": "code",
				 "codes": "weather", "seal": "facts",
				 "required": true}
			]
		},
		{
			"id": "progress",
			"fields": [
				{"id": "weather", "vi": "Thời tiết",
				 "en": "Weather", "type": "code",
				 "codes": "weather", "seal": "facts"}
			]
		}
	],
	"transitions": [
		{"form": "visit", "from": "open", "to": [{"state": "="}]}
	],
	"deadlines": [{"id": "approve", "length": {"working_days": 2}}]
}
END
run rules check tinh.json
ok "a file that extends a set is one"
sed 's/"basis": "[^"]*"/"basis": 3/' tinh.json >bad.json
run rules check bad.json
is 2 "one that is wrong is none"
says "bad.json:4:" "the file and the line are said"
says "basis: not a text" "and the path and the reason"
run rules check bad.json --format json
json '$_->{error}{where}{file} eq "bad.json" && $_->{error}{where}{line} == 4 &&
    $_->{error}{where}{path} eq "basis"' "all of it in JSON"
sed 's/"title"/"title/' tinh.json >bad.json
run rules check bad.json
says "bad.json:3:" "the line of a fault in the JSON"
sed 's/tt33-2018/tt99/' tinh.json >bad.json
run rules check bad.json
is 2 "one that extends nothing known is none"
says "bad.json:2:" "with its line"
check "standard input is a file" sh -c '"$1" rules check - <tinh.json' - "$CTXH"

# --- comparing -----------------------------------------------------------------
run rules diff tt33-2018 tinh.json
ok "an id and a file are compared"
has "+ forms[progress].fields[weather]: Weather" "a new field"
has "~ deadlines[approve].length.working_days: 3 -> 2" "a changed limit"
hasnt "forms[intake]" "and nothing else"
run rules diff tt33-2018 tt33-2018
ok "a set and itself"
equal "$out" "" "do not differ"
run rules show tt33-2018 --format json
printf '%s\n' "$out" | perl -MJSON::PP -0777 -ne '
	my $v = decode_json($_);
	$_ = [reverse @$_] for $v->{forms}, $v->{codes}{via};
	print encode_json($v)' >turned.json
run rules diff tt33-2018 turned.json
has "~ codes.via: order truc-tiep, dien-thoai, " "another order of codes"
has "~ forms: order intake, assess, " "and of forms is a change"
equal "$(printf '%s\n' "$out" | wc -l)" 2 "and the only one"
run rules diff tt33-2018 turned.json --format json
json 'my ($c) = grep { $_->{path} eq "codes.via" } @$_;
    $c->{change} eq "order" && $c->{old}[0] eq $c->{new}[-1] &&
    @{$c->{old}} == @{$c->{new}}' "with the ids in both orders"
run rules show tt33-2018 --format json
printf '%s\n' "$out" | perl -MJSON::PP -0777 -ne '
	my $v = decode_json($_);
	my ($s) = map { @{$_->{suggest} || []} } @{$v->{forms}};
	$s->{cases} = [reverse @{$s->{cases}}];
	print encode_json($v)' >turned.json
run rules diff tt33-2018 turned.json
has "suggest" "conditions in another order are a change"
run rules check turned.json
is 0 "a right set under a known id is one"
says "already with other content" "and it is said that it will not be taken"
run rules check turned.json --lang vi
says "phải đặt mã khác" "in Vietnamese, too"
run rules show tt33-2018 --format json
printf '%s\n' "$out" >same.json
run rules check same.json
ok "the same set once more is not spoken of"

# --- another's verb ---
sed 's/"tham-nha"/"report"/' tinh.json >bad.json
run rules check bad.json
is 2 "a verb of the program is not free"
says "bad.json:13:" "and it is said where"
free=
for verb in $("$CTXH" help --json | perl -MJSON::PP -0777 -ne 'print
    map {; "$_->{name}\n", defined $_->{alias} ? "$_->{alias}\n" : () }
    @{decode_json($_)->{verbs}}'); do
	sed "s/\"tham-nha\"/\"$verb\"/" tinh.json >bad.json
	"$CTXH" rules check bad.json >/dev/null 2>&1 && free="$free $verb"
done
equal "$free" "" "and no other of them is"
run tham-nha
is 2 "without a store there is no such verb"
run help
hasnt "tham-nha" "and help has none"

# --- taking in -----------------------------------------------------------------
new_store
pupils
run --as lan rules import tinh.json --dry-run
ok "a dry run"
has "nothing was written" "writes nothing"
has "+ forms[progress].fields[weather]" "and shows what would change"
run --as lan rules list --format json
json '!grep { $_->{id} eq "tinh" } @$_' "it is not there then"
run --as lan --format json intake --via truc-tiep --source gvcn \
    --category bao-luc --initial-need tam-ly --condition x \
    --at 2025-09-08T08:00 --student 1400100001 --role nguoi-bi-hai
ok "a case before"
run --as hieu rules import tinh.json --format json
ok "the principal takes it in"
json '$_->{id} eq "tinh" && $_->{op} > 0 && @{$_->{changes}} > 3 &&
    $_->{notices}[0]{code} eq "past"' "with what changed and what to know"
run --as lan --format json intake --via truc-tiep --source gvcn \
    --category bao-luc --initial-need tam-ly --condition x \
    --at 2025-09-08T08:00 --student 1400100002 --role nguoi-bi-hai
ok "a case after"
run --as lan rules list --format json
json 'my ($t) = grep { $_->{id} eq "tinh" } @$_; $t->{origin} eq "store" &&
    $t->{by} eq "hieu" && $t->{op} > 0 && $t->{at} =~ /\+07:00$/' \
    "it is listed with who took it in"
run --as lan rules import tinh.json
ok "the same file again"
has "already; nothing was written" "changes nothing"
sed 's/"working_days": 2/"working_days": 1/' tinh.json >other.json
run --as lan rules import other.json
is 6 "another content under that id is refused"
sed 's/"id": "tinh"/"id": "tt33-2018"/' tinh.json >other.json
run --as lan rules import other.json
is 6 "and under that of the library's own"
sed 's/"id": "tinh"/"id": "truong"/; s/"tt33-2018"/"tinh"/;
    s/"working_days": 2/"working_days": 1/' tinh.json >truong.json
run --as lan rules check truong.json
ok "a set may extend one of the store's"
sed 's/"id": "tinh"/"id": "mam-non"/; s/"basis"/"levels": ["mam-non"], "basis"/' \
    tinh.json >mam-non.json
run --as lan --format json rules import mam-non.json --dry-run
json '$_->{notices}[0]{code} eq "other-levels" && !$_->{in_force}' \
    "one for other schools is not for this one"

# --- forms of one's own ---------------------------------------------------------
CTXH_USER=lan
export CTXH_USER
run tham-nha VV-2025-0001 --weather mua --at "2025-09-09 08:00"
is 6 "a case keeps the set that it began with"
says "tt33-2018" "which is named"
run tham-nha VV-2025-0002 --at "2025-09-09 08:00"
is 2 "what is required is asked for"
run tham-nha VV-2025-0002 --weather tuyet --at "2025-09-09 08:00"
is 2 "a choice that is none is refused"
run tham-nha VV-2025-0002 --weather mua --at "2025-09-09 08:00" --format json
ok "the form is a verb"
json '$_->{form} eq "visit" && $_->{document} eq "VV-2025-0002/2"' \
    "and its document recorded"
if command -v script >/dev/null; then
	printf '%s\n' '' 2 y >answers
	TERM=dumb script -qec "'$CTXH' tham-nha 2" /dev/null <answers >asked 2>&1
	check "on a terminal it is asked for" grep -q "Sunny" asked
	run show 2 --format json
	json '@{$_->{documents}} == 3 &&
	    $_->{documents}[2]{fields}{weather} eq "mua"' "and recorded"
fi
run tham-nha 2 --amend --weather nang
ok "and corrected"
run show 2
has "Weather: Sunny" "and shown with its labels"
run tham-nha --help
has "usage: ctxh tham-nha CASE" "it has its help"
run help tham-nha
has "--weather CODE" "by either way"
run help
has "Home visit" "it stands in the overview"
run --lang vi help
has "Thăm nhà" "in the user's language"
run help --complete -- tham
has "tham-nha" "completion has the verb"
run help --complete -- tham-nha 2 --we
has "--weather" "its options"
run help --complete -- tham-nha 2 --weather n
has "nang" "and its choices"
run help --complete -- progress 2 --we
has "--weather" "and a field of one's own"
run tham-nhaa
says 'did you mean "tham-nha"' "a near miss is named"
run progress --help
has "--weather" "a field of one's own is an option"
"$CTXH" rules show tt33-2018 --format json | perl -MJSON::PP -0777 -ne '
	my $v = decode_json($_); $v->{id} = "sau"; $v->{valid_from} =
	"2025-09-06"; delete $v->{valid_to};
	print encode_json($v)' >sau.json
run rules import sau.json
ok "a later set without these"
run tham-nha VV-2025-0002 --weather mua --at "2025-09-10 08:00"
ok "takes nothing from the cases that go by the one before"
run help --json
json 'my ($v) = grep { $_->{name} eq "progress" } @{$_->{verbs}};
    my ($o) = grep { $_->{name} eq "weather" } @{$v->{options}};
    $o->{help} eq "Weather (tinh)"' \
    "a field that only other sets have says whose it is"
sed 's/"id": "tinh"/"id": "huyen"/; s/2025-09-05/2025-11-05/;
    s/"deadlines"/"states": [{"code": "tiep-nhan", "en": "Just in"}], &/' \
    tinh.json >huyen.json
run rules import huyen.json
ok "a set that calls a state by another name"
run support 2 --kind tam-ly --at "2025-09-09 10:00"
hasnt "Just in" "a case says its state in the words of its own set"
has "VV-2025-0002  Received" "as they stand there"
run support 2 --kind tam-ly --at "2025-09-09 11:00" --format json
json '$_->{rules} eq "tinh"' "which JSON names"
run --format json intake --via truc-tiep --source gvcn \
    --category bao-luc --initial-need tam-ly --condition x --dry-run \
    --at 2025-11-06T08:00 --student 1400100002 --role nguoi-bi-hai
json '$_->{rules} eq "huyen"' "and a new one goes by the new set"
unset CTXH_USER
run tham-nha
is 2 "which key, is asked before which verb"
says "--as" "and said"
run help
ok "help asks for nothing"
run --store nothing.db tham-nha
is 2 "no store, no such verb"

run --as lan staff add an --role staff --name "An"
run --as an rules import truong.json
is 4 "a staff member may not"
run --as an rules list
is 0 "nor read which are the school's"
says "without the school's own rule sets" "which is said"
run --as an rules show
says "without the school's own rule sets" "also of the one in force"
run --as an rules show tt33-2018
ok "not of one by its id"
run --as lan rules show
ok "and not who has the key"
run --as lan log --format json
has "rules-import" "the chain has it"
run --as lan fsck
ok "the store is whole"
check "nothing of the set stands in clear" sh -c '
	! strings -a ctxh.db | grep -qE "weather|tham-nha|tinh|SGD"'
finish
