#!/bin/sh
# The transition table: every form in every state, allowed and refused, with
# the state that follows.  Written by hand from the papers, not from the rule
# set that the program reads.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
pupils

# begin LABEL KIND...: a case brought by these documents, one a day from 8/9.
begin() {
	label=$1
	shift
	day=8
	for kind in intake "$@"; do
		case $kind in
		intake) doc intake "" 2025-09-08T08:00 label="$label" ;;
		*) doc "$kind" "@$label" \
		    "$(printf '2025-09-%02dT08:00' "$day")" ;;
		esac
		day=$((day + 1))
	done
}

# --- cases in every state ----------------------------------------------------
PLANNED="assess-tai-truong plan"
RUNS="$PLANNED approved"
{
	begin other
	begin tn
	begin dg assess-tai-truong
	begin dgc assess-cong-dong
	begin dgk assess-khong-can returned
	begin cd $PLANNED
	begin th $RUNS
	begin dc refer-chuyen-gui
	begin dca $PLANNED refer-chuyen-gui
	begin ck assess-khong-can
	begin cr $RUNS review-ket-thuc
	begin ct close
	begin cp $PLANNED close
	begin cc refer-chuyen-gui close
	begin kt $RUNS review-ket-thuc approved
	begin ku close approved
	# Some longer ways.
	begin w1 $RUNS close close		# the state before is kept
	begin w2 assess-khong-can refer-chuyen-gui	# nothing is pending
	begin w3 $PLANNED refer-thong-bao	# the plan is still pending
	begin w4 refer-chuyen-gui assess-tai-truong	# the referral stays
	begin w5 $RUNS review-ket-thuc returned
	begin w6 $RUNS review-ke-hoach-moi
	begin w7 refer-chuyen-gui close approved reopen
	begin w8 $PLANNED rejected plan
	begin w9 $PLANNED close returned	# a withdrawn plan is not back
	begin wa $RUNS review-ket-thuc refer-chuyen-gui
	begin wb $RUNS assess-cong-dong
	begin wc assess-tai-truong approved	# the route alone is decided
	begin wd $RUNS review-tiep-tuc review-tiep-tuc
	begin we $RUNS review-ket-thuc approved reopen
	begin wf assess-cong-dong assess-tai-truong
} >begin.jsonl
run --as lan record --batch begin.jsonl --format json
ok "a case in each state"
json '$_->{rejected} == 0' "nothing refused on the way"
cp "$T/out" cases.json
perl -MJSON::PP -0777 -e '$c = decode_json(<>)->{cases};
    print "$_ $c->{$_}\n" for sort keys %$c' cases.json >numbers
while read -r label case; do
	eval "n_$label=$case"
done <numbers
run --as lan list --format json
perl -MJSON::PP -0777 -e 'print "$_->{case} $_->{state}\n"
    for @{decode_json(<>)}' "$T/out" >states
number() {
	eval "printf %s \"\$n_$1\""
}
# state LABEL CODE
state() {
	equal "$(sed -n "s/^$(number "$1") //p" states)" "$2" "$1 is $2"
}
state tn tiep-nhan
state dg da-danh-gia
state dgc da-danh-gia
state dgk da-danh-gia
state cd cho-duyet
state th dang-thuc-hien
state dc da-chuyen
state dca da-chuyen
state ck cho-ket-thuc
state cr cho-ket-thuc
state ct cho-ket-thuc
state cp cho-ket-thuc
state cc cho-ket-thuc
state kt da-ket-thuc
state ku da-ket-thuc
state w1 cho-ket-thuc
state w2 da-chuyen
state w3 cho-duyet
state w4 da-danh-gia
state w5 dang-thuc-hien
state w6 da-danh-gia
state w7 tiep-nhan
state w8 cho-duyet
state w9 da-danh-gia
state wa da-chuyen
state wb da-danh-gia
state wc da-danh-gia
state wd dang-thuc-hien
state we da-danh-gia
state wf da-danh-gia

# --- the table ---------------------------------------------------------------
filled=
# try KIND LABEL STATE|-: what would happen, without writing it.
fill() {
	doc "$1" x 2025-09-30T08:00 >line.jsonl
	verb=$(sed 's/^{"form":"\([a-z]*\)".*/\1/; s/decision/approve/' line.jsonl)
	fields <line.jsonl >fields.json
	filled=$1
}
try() {
	[ "$filled" = "$1" ] || fill "$1"
	run --as lan --format json "$verb" "$(number "$2")" \
	    --json fields.json --dry-run
	case $code in
	0) got=$(printf '%s' "$out" |
	    sed -n '1,/"deadlines"/s/.*"state":[^"]*"\([^"]*\)".*/\1/p') ;;
	6) got=- ;;
	*) got="exit $code: $out" ;;
	esac
	[ "$got" = "$3" ]
	tap $? "$1 in $2: $3 (is $got)"
}
name() {
	case $1 in
	TN) echo tiep-nhan ;;
	DG) echo da-danh-gia ;;
	CD) echo cho-duyet ;;
	TH) echo dang-thuc-hien ;;
	DC) echo da-chuyen ;;
	CK) echo cho-ket-thuc ;;
	KT) echo da-ket-thuc ;;
	*) echo "$1" ;;
	esac
}
# dgc: the route is cong-dong; dgk: a khong-can was sent back; dc: referred
# unassessed; dca: referred, a plan pending; cho-ket-thuc after ck: khong-can,
# cr: a review, ct: close of tiep-nhan, cp: of cho-duyet, cc: of da-chuyen;
# kt: closed, ku: closed and never assessed.
cat >table <<'X'
.                   tn dg dgc dgk cd th dc dca ck cr ct cp cc kt ku
assess-tai-truong   DG DG DG  DG  -  DG DG DG  -  -  -  -  -  -  -
assess-cong-dong    DG DG DG  DG  -  DG DG DG  -  -  -  -  -  -  -
assess-khong-can    CK CK CK  CK  -  CK CK CK  -  -  -  -  -  -  -
plan                -  CD -   -   -  -  -  -   -  -  -  -  -  -  -
approved            -  DG DG  DG  TH -  -  -   KT KT KT KT KT -  -
returned            -  DG DG  DG  DG -  -  -   DG TH TN DG DC -  -
rejected            -  DG DG  DG  DG -  -  -   DG TH TN DG DC -  -
progress            -  -  -   -   -  TH -  -   -  -  -  -  -  -  -
review-ket-thuc     -  -  -   -   -  CK CK CK  -  -  -  -  -  -  -
review-tiep-tuc     -  -  -   -   -  TH DC DC  -  -  -  -  -  -  -
review-ke-hoach-moi -  -  -   -   -  DG DG DG  -  -  -  -  -  -  -
refer-chuyen-gui    DC DC DC  DC  DC DC DC DC  DC DC DC DC DC -  -
refer-huong-dan     TN DG DG  DG  CD TH DC DC  CK CK CK CK CK -  -
refer-thong-bao     TN DG DG  DG  CD TH DC DC  CK CK CK CK CK -  -
refer-bo-hoc        TN DG DG  DG  CD TH DC DC  CK CK CK CK CK -  -
follow              -  -  -   -   -  -  DC DC  -  -  -  -  CK -  -
close               CK CK CK  CK  CK CK CK CK  CK CK CK CK CK -  -
reopen              -  -  -   -   -  -  -  -   -  -  -  -  -  DG TN
support             TN DG DG  DG  CD TH DC DC  CK CK CK CK CK KT KT
consent             TN DG DG  DG  CD TH DC DC  CK CK CK CK CK -  -
link                TN DG DG  DG  CD TH DC DC  CK CK CK CK CK -  -
X
read -r _ columns <table
sed 1d table >rows
while read -r form cells; do
	set -- $cells
	for label in $columns; do
		try "$form" "$label" "$(name "$1")"
		shift
	done
done <rows

# An intake makes a case: it is refused for one that there is.
for label in tn cd kt; do
	doc intake "" 2025-09-30T08:00 | fields >fields.json
	run --as lan intake "$(number $label)" --json fields.json --dry-run
	is 2 "an intake for $label"
done

# --- the longer ways ---------------------------------------------------------
try returned w1 dang-thuc-hien
try approved w2 -
try returned w2 -
try approved w3 dang-thuc-hien
try follow w4 da-danh-gia
try plan w4 cho-duyet
try progress w5 dang-thuc-hien
try plan w6 cho-duyet
try progress w6 -
try follow w7 tiep-nhan
try assess-tai-truong w7 da-danh-gia
try plan w7 -
try approved w8 dang-thuc-hien
try plan w9 cho-duyet
try approved wa -
try review-tiep-tuc wa da-chuyen
try progress wb -
try plan wb -
try plan wc cho-duyet
try review-ket-thuc wd cho-ket-thuc
try plan we cho-duyet
try plan wf cho-duyet
run --as lan fsck
ok "the store is whole"
finish
