#!/bin/sh
# Documents recorded late and corrected: a case is replayed by the moments in
# its documents, whatever the order of recording, and refuses what would make
# its history illegal.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
CASE=VV-2025-0001
head_of() {
	run fsck --format json
	printf '%s\n' "$out" | sed -n 's/.*"head":[^"]*"\([^"]*\)".*/\1/p'
}
# late STATE|CODE NAME DOC...: recorded; a number: refused, nothing written.
late() {
	want=$1 name=$2
	shift 2
	case $want in
	[0-9]*) before=$(head_of) ;;
	esac
	doc "$@" >line.jsonl
	batch line.jsonl
	case $want in
	[0-9]*)
		is "$want" "$name"
		refused=$out
		equal "$(head_of)" "$before" "$name: nothing written"
		out=$refused ;;
	*)
		ok "$name"
		equal "$(case_state "$2")" "$want" "$name: $want" ;;
	esac
}
doc intake "" 2025-09-08T08:00 >line.jsonl
batch line.jsonl
ok "a case"

# --- late --------------------------------------------------------------------
late cho-ket-thuc "a closing on 20/9" close $CASE 2025-09-20T08:00
late cho-ket-thuc "an assessment before it" \
    assess-tai-truong $CASE 2025-09-10T08:00
late cho-ket-thuc "a telephone call between" \
    refer-huong-dan $CASE 2025-09-12T08:00
late cho-ket-thuc "a plan that the closing withdraws" \
    plan $CASE 2025-09-15T08:00
run --as lan --format json due $CASE --all --at 2025-09-25T08:00
json 'grep { $_->{rule} eq "approve" && $_->{status} eq "waived" } @$_' \
    "the plan's deadline is waived"
late cho-ket-thuc "its approval on the 16th" approved $CASE 2025-09-16T08:00
run --as lan --format json due $CASE --all --at 2025-09-25T08:00
json 'grep { $_->{rule} eq "approve" && $_->{status} eq "met" } @$_' \
    "now it is met"
late cho-ket-thuc "progress in between" progress $CASE 2025-09-18T08:00
late dang-thuc-hien "the closing sent back to where it came from" \
    returned $CASE 2025-09-21T08:00

# --- refused -----------------------------------------------------------------
late 6 "before the intake" support $CASE 2025-09-08T07:59
late 6 "illegal in its place" progress $CASE 2025-09-14T08:00
late 6 "a decision with nothing to decide" approved $CASE 2025-09-17T08:00
late 6 "one that leaves the plan without its route" \
    assess-cong-dong $CASE 2025-09-14T08:00
case $out in *15/09/2025*) tap 0 "names the document that would be illegal" ;;
*) tap 1 "names the document that would be illegal" ;; esac
late 6 "one that withdraws the plan before its decision" \
    refer-chuyen-gui $CASE 2025-09-15T12:00
late 6 "a second closing decision" approved $CASE 2025-09-22T08:00
late dang-thuc-hien "in the minute of the intake" support $CASE 2025-09-08T08:00

# --- ties: the order of recording ------------------------------------------
doc intake "" 2025-09-08T09:00 >line.jsonl
batch line.jsonl
ok "a second case"
CASE=VV-2025-0002
late da-danh-gia "assessed" assess-tai-truong $CASE 2025-09-09T08:00
late 6 "a decision of a plan before the plan" progress $CASE 2025-09-10T08:00
late cho-duyet "a plan" plan $CASE 2025-09-10T08:00
late dang-thuc-hien "decided in the same minute" approved $CASE 2025-09-10T08:00
late dang-thuc-hien "progress in that minute too" progress $CASE 2025-09-10T08:00

# --- the lines of one batch, in any order that is legal ----------------------
{
	doc intake "" 2025-09-08T10:00 label=m
	doc close @m 2025-09-20T08:00
	doc assess-tai-truong @m 2025-09-10T08:00
	doc plan @m 2025-09-12T08:00
} >lines.jsonl
batch lines.jsonl
ok "late ones within a batch"
equal "$(case_state VV-2025-0003)" cho-ket-thuc "in their places"

# --- --amend -----------------------------------------------------------------
head_of >before
run --as lan --format json intake VV-2025-0003 --amend \
    --category xam-hai --known-at 2025-09-08T10:30
ok "an intake amended"
json '$_->{state} eq "cho-ket-thuc" && $_->{case} eq "VV-2025-0003"' \
    "the same case in the same state"
run --as lan --format json show VV-2025-0003 --names
json '$_->{category} eq "xam-hai" &&
    $_->{opened_at} eq "2025-09-08T10:00:00+07:00"' "what was changed, and what not"
json 'my ($d) = reverse grep { $_->{form} eq "intake" } @{$_->{documents}};
    $d->{fields}{via} eq "truc-tiep" && $d->{fields}{condition} eq "lo" &&
    @{$d->{fields}{students}} == 1 &&
    $d->{fields}{known_at} eq "2025-09-08T10:30:00+07:00"' \
    "fields not named are carried over"
run --as lan --format json due VV-2025-0003 --all --at 2025-09-08T11:00
json '(grep { $_->{rule} eq "notify-now" &&
    $_->{started_at} eq "2025-09-08T10:30:00+07:00" } @$_) == 1' \
    "its clocks start where the amended intake says"
json '(grep { $_->{rule} eq "refer" } @$_) == 1' "one clock, not two"

# A plan amended while it waits: the clock of the old one is waived.
run --as lan --format json reopen VV-2025-0003 --reason x --at 2025-09-21T08:00
is 6 "a reopening of what is not closed"
{
	doc intake "" 2025-09-08T11:00 label=n
	doc assess-tai-truong @n 2025-09-09T08:00
	doc plan @n 2025-09-10T08:00
} >lines.jsonl
batch lines.jsonl
run --as lan --format json plan VV-2025-0004 --amend --at 2025-09-15T08:00
ok "a plan amended"
json '$_->{state} eq "cho-duyet"' "still pending"
run --as lan --format json due VV-2025-0004 --all --at 2025-09-15T09:00
json 'my @a = sort { $a->{started_at} cmp $b->{started_at} }
    grep { $_->{rule} eq "approve" } @$_;
    @a == 2 && $a[0]{status} eq "waived" && $a[1]{status} eq "open" &&
    $a[1]{due_at} eq "2025-09-18T17:30:00+07:00"' \
    "the superseded plan's deadline is waived, the new one runs"
late dang-thuc-hien "approved" approved VV-2025-0004 2025-09-16T08:00
run --as lan --format json assess VV-2025-0004 --amend --route khong-can
is 6 "an amendment that makes the plan illegal"
run --as lan --format json assess VV-2025-0004 --amend --at 2025-09-15T08:01
is 6 "or moves the assessment behind it"
run --as lan --format json plan VV-2025-0004 --amend --at 2025-09-16T08:01
is 6 "or the plan behind its decision"
run --as lan --format json intake VV-2025-0004 --amend --at 2025-09-09T08:01
is 6 "or the intake behind the assessment"
equal "$(case_state VV-2025-0004)" dang-thuc-hien "as before"
run --as lan --format json assess VV-2025-0004 --amend --level cao
ok "an amendment that leaves everything legal"
equal "$(case_state VV-2025-0004)" dang-thuc-hien "the state follows anew"
run --as lan --format json list
json 'my ($c) = grep { $_->{case} eq "VV-2025-0004" } @$_;
    $c->{level} eq "cao"' "the new level counts"
run --as lan --format json assess VV-2025-0004 --amend --needs y-te
ok "amended a second time"
run --as lan --format json show VV-2025-0004
json 'my ($d) = reverse grep { $_->{form} eq "assess" } @{$_->{documents}};
    $_->{level} eq "cao" && "@{$d->{fields}{needs}}" eq "y-te"' \
    "on top of the first amendment"
run --as lan --format json review VV-2025-0004 --amend --outcome ket-thuc
case $code in 5 | 6) tap 0 "no amendment of what was never recorded" ;;
*) tap 1 "no amendment of what was never recorded" ;; esac
run --as lan --format json approve VV-2025-0004 --amend --verdict rejected \
    --reason x --signed-by H --on-paper 2
is 2 "a decision takes no --amend"
equal "$(case_state VV-2025-0004)" dang-thuc-hien "and stays"
doc approved VV-2025-0004 2025-09-16T08:00 'extra="amend":true' >line.jsonl
batch line.jsonl
[ "$code" -ne 0 ]
tap $? "nor in a batch"
run --as lan --format json log
json '(grep { ($_->{verb} // "") eq "intake" } @$_) >= 1' "nothing is rewritten"

# --- what a principal signed stays what it decided ---------------------------
{
	doc intake "" 2025-09-08T12:00 label=s
	doc assess-tai-truong @s 2025-09-09T08:00
} >lines.jsonl
batch lines.jsonl
as hieu approve VV-2025-0005 --verdict approved --at 2025-09-12T08:00
ok "the route is decided with a key"
late 6 "a plan slipped in before a decision that was on the route" \
    plan VV-2025-0005 2025-09-11T08:00
equal "$(case_state VV-2025-0005)" da-danh-gia "it approved no plan"
late cho-duyet "a plan after it" plan VV-2025-0005 2025-09-13T08:00
as hieu approve VV-2025-0005 --verdict approved --at 2025-09-14T08:00
ok "the plan is decided with a key"
run --as lan plan VV-2025-0005 --amend --needs y-te
is 6 "the signed plan cannot be exchanged for another"
run --as lan fsck
ok "the store is whole"

# --- the year of a slip of the finger -----------------------------------------
doc intake "" 2123-09-08T08:00 >ahead.jsonl
run --as lan record --batch ahead.jsonl
is 6 "more than a year ahead"
run --as lan list --year 2123
hasnt "VV-2123" "no such year comes of it"
finish
