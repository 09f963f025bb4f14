#!/bin/sh
# A date may be typed with its weekday, wherever a date is taken; one that does
# not fit is refused, and the likely days are named.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
pupils
asked() { # NAME: the last run was refused with the question
	is 2 "$1"
	case $out$err in
	*"03/12/2024 là thứ Ba, không phải thứ Tư; ý là ngày 04/12/2024, hay 03/12/2025 nếu nhầm năm?"*)
		tap 0 "$1: the question" ;;
	*) tap 1 "$1: the question" ;;
	esac
}
WRONG="thứ Tư, 03/12/2024"
intake() { # TIME
	as lan --format json intake --student 1400100001 --via truc-tiep \
	    --source gvcn --category khung-hoang --condition x \
	    --initial-need tam-ly --received-at "$1"
}

# --- an option ---------------------------------------------------------------
intake "$WRONG 07:30"
asked "a field's option"
intake "thứ Ba, ngày 03/12/2024 07:30"
ok "one that fits"
as lan --format json show VV-2024-0001
json '$_->{documents}[0]{at} eq "2024-12-03T07:30:00+07:00"' "is the moment"
as lan intake --at "$WRONG" --via truc-tiep
asked "--at"
as lan --format json intake --at "thứ Ba 03/12/2024 08:00" \
    --received-at "2024-12-03 08:00" --student 1400100002 --via truc-tiep \
    --source gvcn --category khung-hoang --condition x --initial-need tam-ly
ok "--at and the field, the same moment"
# The day that was typed chooses the rule set.
intake "thứ Năm ngày 30 tháng 10 năm 2025"
as lan --format json show VV-2025-0001
first=$(value '$_->{rules} // ""')
intake "31/10/2025 (thứ Sáu) 00:00"
as lan --format json show VV-2025-0002
second=$(value '$_->{rules} // ""')
equal "$first $second" "tt33-2018 tt18-2025" "the rule set is that of the day"

# --- JSON, and a batch -------------------------------------------------------
doc intake "" "2024-12-03T08:00" label=a >line
sed "s|2024-12-03T08:00:00+07:00|$WRONG|" line >wrong.jsonl
batch wrong.jsonl
asked "a batch"
sed 's/"form":"intake",//; s/"label":"a",//' wrong.jsonl >wrong.json
as lan --format json intake --json wrong.json
asked "--json"
json '$_->{error}{where}{field} eq "received_at"' "with the field"
sed "s|2024-12-03T08:00:00+07:00|T3 03-12-2024 8:00|" line >right.jsonl
batch right.jsonl
ok "one that fits, in a batch"

# --- options of other verbs --------------------------------------------------
as lan agency list --at "$WRONG"
asked "agency list --at"
as lan due --at "$WRONG"
asked "due --at"
as lan report --year 2024 --term 1 --until "$WRONG"
asked "report --until"
as lan report --from "$WRONG" --to 31/12/2024
asked "report --from"
as lan report --year 2024 --term 1 --until "thứ Ba 03/12/2024" --format json
json '$_->{period}{until} eq "2024-12-03"' "one that fits"
as lan --lang en agency list --at "$WRONG"
says "03/12/2024 is a Tuesday, not a Wednesday; do you mean 04/12/2024, or 03/12/2025 if the year is wrong?" \
    "in English"

# --- lists stay strict -------------------------------------------------------
sed '2s/02\/03\/2015/thứ Hai 02\/03\/2015/' pupils.csv >named.csv
as lan student import named.csv --year 2025 --format json
is 1 "a list's date is a date alone"
finish
