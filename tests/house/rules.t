#!/bin/sh
# Rules are data: with another limit, another name of a state and one more
# field in the rule set's JSON, and no other change, the program built from it
# counts, names, offers, asks for, checks, prints and completes accordingly.
. "$(dirname "$0")/../lib.sh"
copy_tree
check "the rule set is edited" perl -0777 -i -pe '
	s/("id":\s*"approve".*?"working_days":\s*)3/${1}4/s or die "limit";
	s/("code":\s*)"da-danh-gia"(,\s*"vi":\s*)"[^"]*"/$1"da-danh-gia"$2"Xong đánh giá"/s
	    or die "state";
	s/("codes":\s*\{)/$1
	"weather": [{"code": "nang", "vi": "Nắng", "en": "Sunny"},
	    {"code": "mua", "vi": "Mưa", "en": "Rainy"}],/s or die "codes";
	s/("id":\s*"progress".*?"fields":\s*\[)/$1
	{"id": "weather", "vi": "Thời tiết", "en": "Weather", "type": "code",
	 "codes": "weather", "seal": "facts"},/s or die "field";
	' lib/rules/tt33-2018.json

touch lib/rules/tt33-2018.json
rm -f build/gen/data.h build/lib/rules/data_file.o
check "and built" make -s BUILD=build SAN="${CTXH_TEST_SAN-}" \
    CFLAGS="-O1 -g" build/ctxh
CTXH=$PWD/build/ctxh
cd .. || exit 1
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
head -n 3 "$DATA/year/2023-2024.jsonl" >start.jsonl
as lan record --batch start.jsonl
ok "documents are taken"
as lan due 1 --at "2023-09-11 09:00" --format json
json '$_->[0]{rule} eq "approve" && $_->[0]{due_at} eq
    "2023-09-15T17:30:00+07:00"' "four working days, no longer three"
as lan list
has "Chờ phê duyệt" "states have their labels"
sed -n 2p start.jsonl | sed 's/"case": "@v001"/"case": "VV-2023-0001"/' \
    >assess.jsonl
as lan approve 1 --verdict returned --reason x --signed-by HT --on-paper 1 \
    --at "2023-09-12 08:00"
has "Xong đánh giá" "and the renamed one its new label"
as lan approve 1 --verdict approved --signed-by HT --on-paper 2 \
    --at "2023-09-12 09:00"
sed -n 3p start.jsonl | sed 's/"case": "@v001"/"case": "VV-2023-0001"/;
    s/"form": "plan", //; s/2023-09-11T08:15/2023-09-12T10:00/' >plan.jsonl
as lan plan --batch plan.jsonl
as lan approve 1 --verdict approved --signed-by HT --on-paper 3 \
    --at "2023-09-13 09:00"
run progress --help
has "--weather" "the option is there"
run --lang en help --options progress
has "weather" "and in the table that completion reads"
as lan progress 1 --weather tuyet --at "2023-09-14 09:00"
is 2 "a choice that is none is refused"
says "nang" "and the choices named"
as lan progress 1 --weather mua --at "2023-09-14 09:00" --format json
ok "a choice is taken"
as lan show 1 --format json
json '$_->{documents}[-1]{fields}{weather} eq "mua"' "and shown in JSON"
as lan show 1
has "Thời tiết: Mưa" "and with its label in text"
as lan fsck
ok "the store is whole"
finish
