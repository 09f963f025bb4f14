#!/bin/sh
# The directory of agencies: who was there when, who went on with the work, and
# whom the school calls.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"

run agency list --at 01/10/2023 --format csv
ok "no store is needed"
has "cong-an-huyen,police,Công an cấp huyện,,2025-02-28,\"thong-bao, chuyen-gui\",cong-an-xa,recalled" \
    "in the columns of the file"
hasnt "Sở Y tế" "what was not there yet"
run agency show cong-an-huyen --format json
ok "one agency"
json '$_->{format} == 1 && $_->{valid_to} eq "2025-02-28" && !$_->{own} &&
    $_->{successor} eq "cong-an-xa" && !exists $_->{contact}' "of another time"
run agency show nowhere
is 5 "no such agency"
run agency list --names
is 10 "contacts need a store"

new_store
run --as lan staff add bao --role reporter --name "Đỗ Văn Báo"
run --as lan staff add tam --role staff --name "Lê Thị Tâm"
ops() {
	run --as lan fsck --format json
	value '$_->{ops}'
}

# --- what is listed can be imported ------------------------------------------
n=$(ops)
for how in csv json "csv --excel"; do
	as lan agency list --all --format $how
	cp "$T/out" listed
	as lan agency import listed
	ok "the list, as $how"
	has "16, mới: 0, thay đổi: 0" "is the directory"
done
equal "$(ops)" "$n" "and nothing is written where nothing changes"

# --- add ---------------------------------------------------------------------
as lan agency add ubnd-cm --kind commune --name "  UBND xã   Chiềng Mung " \
    --accepts thong-bao --accepts chuyen-gui --from 01/07/2025 \
    --instead-of ubnd-xa --note "Bộ phận trẻ em"
ok "an agency in the place of another"
equal "$(ops)" $((n + 1)) "one operation"
as lan agency list --all --format json
json 'my %a = map { $_->{code} => $_ } @$_;
    $a{"ubnd-cm"}{name} eq "UBND x\x{e3} Chi\x{1ec1}ng Mung" &&
    $a{"ubnd-cm"}{valid_from} eq "2025-07-01" && $a{"ubnd-cm"}{own} &&
    "@{$a{q(ubnd-cm)}{accepts}}" eq "thong-bao chuyen-gui" &&
    $a{"ubnd-xa"}{valid_to} eq "2025-06-30" && $a{"ubnd-xa"}{own} &&
    $a{"ubnd-xa"}{successor} eq "ubnd-cm"' "both of them"
as bao agency list --at 01/07/2025
has ubnd-cm "on the day on which it begins"
as bao agency list --at 30/06/2025
hasnt ubnd-cm "not the day before"
has "ubnd-xa " "when the old one is there"
as lan agency list --all --format csv
cp "$T/out" listed
as lan agency import listed
has "17, mới: 0, thay đổi: 0" "the school's own go round, too"
as tam agency list --at 01/07/2025
hasnt ubnd-cm "who may not read facts sees what everybody may"

as lan agency add ubnd-cm --kind commune --name X
is 6 "a code is taken once"
says "Chiềng Mung" "by whom"
as lan agency add cong-an-xa --kind police --name X
is 6 "also by the library"
for bad in Hoa -x "a b" "" abcdefghijklmnopqrstuvwxyz-0123456; do
	as lan agency add --kind police --name X -- "$bad"
	is 2 "no code: \"$bad\""
done
as lan agency add x --kind "Công an" --name X
is 2 "a kind is a code"
as lan agency add x --kind police
is 2 "a name must be there"
as lan agency add x --kind police --name " "
is 2 "and be one"
as lan agency add x --kind police --name X --accepts nothing
is 2 "no such kind of referral"
as lan agency add x --kind police --name X --instead-of nowhere
is 5 "in the place of nobody"
as lan agency add x --kind police --name X --from 01/01/2025 \
    --instead-of ubnd-cm
is 6 "the other one would end before it begins"
as lan agency add x --kind police --name X --from 01/01/2026 \
    --instead-of cong-an-huyen
is 6 "nobody takes a successor's place unseen"
says '"cong-an-xa" (Công an cấp xã)' "whom the message names"
says "--instead-of cong-an-xa" "and what to do"
as lan agency show x
is 5 "nothing is added then"
as lan agency add kin-chieng --kind commune --name "UBND Xã CHIỀNG MUNG"
ok "a name nearly another's"
has "ubnd-cm" "is pointed out"
as lan agency end kin-chieng --on 31/12/2019
ok "and ends again"
as lan --format json agency set kin-chieng --note x
json '@{$_->{notices}} == 0' "of other times it is none"

# --- set, end, succeed ---------------------------------------------------------
as lan agency set ubnd-cm --name "UBND xã Chiềng Mung mới" --note ""
ok "a name corrected"
as lan --format json agency show ubnd-cm
json '$_->{name} =~ / m\x{1edb}i$/ && !defined $_->{note} &&
    $_->{valid_from} eq "2025-07-01" && @{$_->{accepts}} == 2 &&
    "@{$_->{successor_of}}" eq "ubnd-xa"' "the rest stays"
n=$(ops)
as lan --format json agency set ubnd-cm --name "UBND xã Chiềng Mung mới"
json '!defined $_->{op} && @{$_->{changed}} == 0' "the same again"
equal "$(ops)" "$n" "writes nothing"
as lan agency set ubnd-cm
is 2 "nothing to correct"
as lan agency set nowhere --name X
is 5 "of nobody"
as lan agency set ubnd-cm --successor nowhere
is 5 "a successor must be there"
as lan agency set ubnd-cm --successor ubnd-cm
is 6 "nobody succeeds himself"
as lan agency end ubnd-cm --on 01/01/2030 --successor ubnd-xa
is 6 "nor by way of another"
as lan agency end ubnd-cm --on 30/06/2025
is 6 "an end before the beginning"
as lan agency end ubnd-cm
is 2 "an end has a day"
as lan agency end nowhere --on 01/01/2030
is 5 "nobody ends"
as lan agency end so-gddt --on 31/12/2025
ok "one of the library's ends"
as lan agency set so-gddt --no-end
ok "or did not"
as lan --format json agency show so-gddt
json '!defined $_->{valid_to}' "any more"

# --- days as they are typed ----------------------------------------------------
as lan agency add y --kind police --name Y --from "thứ Ba 01/07/2025"
ok "a day with its weekday"
as lan agency set y --from "Wed 02/07/2025"
ok "corrected with one"
as lan agency end y --on "ngày 04 tháng 07 năm 2025"
ok "ended on one written out"
as lan --format json agency show y
json '$_->{valid_from} eq "2025-07-02" && $_->{valid_to} eq "2025-07-04"' \
    "each is that day"
for how in "add z --kind police --name Z --from" "set y --from" "end y --on"; do
	as lan agency $how "thứ Tư 01/07/2025"
	is 2 "agency $how: a weekday that does not fit"
	says "${how##* }: 01/07/2025" "names the option"
	says "Ba" "and asks back"
	as lan agency $how soon
	is 2 "no day"
	says "${how##* }: " "names the option, too"
done
as lan --format json agency end y --on soon
json '$_->{error}{where}{field} eq "valid_to"' "the member, in JSON"
as lan agency end y --on ""
is 2 "nor is nothing a day"
printf 'code,kind,name,valid_from\nz,police,Z,T3 01/07/2025\n' >bad.csv
as lan agency import bad.csv
is 2 "in a file it is written plainly"
says "không kèm thứ" "as the message says"
as lan agency set y --from ""
as lan agency show y
hasnt "02/07/2025" "an empty text takes a day away"

# --- a referral ----------------------------------------------------------------
pupils
{
	doc intake "" 2025-09-08T08:00 label=a
	doc refer-chuyen-gui @a 2025-09-10T08:00 agency=ubnd-cm
	doc intake "" 2025-09-08T08:00 label=b
} >lines.jsonl
batch lines.jsonl
ok "a case referred to the school's own agency"
R="refer 2 --method cong-van --letter-no 5 --letter-date 2025-09-10
    --basis luat-quy-dinh --reason x --kind chuyen-gui"
as lan $R --at 2025-09-10T08:00 --agency ubnd-xa
is 6 "one that was gone"
says "30/06/2025" "since when"
says '"ubnd-cm" (UBND xã Chiềng Mung mới)' "and who was there"
as lan $R --at 2025-09-10T08:00 --agency ldtbxh-huyen
is 6 "one gone long ago"
says '"ubnd-cm"' "and who was, along the chain"
as lan agency add ubnd-moi --kind commune --name "UBND phường" \
    --accepts chuyen-gui --from 01/01/2026 --instead-of ubnd-cm
ok "the next one"
as lan $R --at 2025-09-10T08:00 --agency ubnd-moi
is 6 "one that was not there yet"
says "01/01/2026" "before when"
says '"ubnd-cm"' "and who was before it"
as lan $R --at 2026-01-05T08:00 --agency ldtbxh-huyen
says '"ubnd-moi"' "the chain ends with who was there"
as lan agency add ca-a --kind police --name A --accepts chuyen-gui
as lan agency add ca-b --kind police --name B --accepts chuyen-gui \
    --from 01/11/2025 --instead-of ca-a
as lan agency add ca-c --kind police --name C --accepts chuyen-gui \
    --from 01/12/2025 --instead-of ca-b
as lan $R --at 2025-09-10T08:00 --agency ca-c
is 6 "one that came after two others"
says '"ca-a"' "names the first of them"
as lan $R --at 2025-11-10T08:00 --agency ca-c
says '"ca-b"' "or the second, by the day"
as lan agency add x --kind police --name X --from 2026-01-01
as lan $R --at 2025-09-10T08:00 --agency x
is 6 "who has nobody before it"
as lan agency end ubnd-cm --on 09/09/2025
is 6 "no end before a referral"
says "VV-2025-0001" "that has the case's number"
as lan agency set ubnd-cm --from 2025-09-11
is 6 "nor a beginning after it"
as lan agency add y-1 --kind commune --name Y --from 2025-09-01 \
    --instead-of ubnd-cm
is 6 "nor another in its place"
as lan agency show y-1
is 5 "of which nothing is left"
as lan agency end ubnd-cm --on 10/09/2025 --successor ubnd-moi
ok "on the day itself it may end"

printf '#!/bin/sh\ncp "$1" "%s"\n' "$T/shown" >editor
chmod +x editor
EDITOR=$T/work/editor
export EDITOR
as lan refer 2 --edit
check "the school's own ones are proposed" grep -q "ubnd-moi *UBND phường" \
    "$T/shown"
grep cong-an-huyen "$T/shown" >"$T/clear"
equal "$(cat "$T/clear")" "" "those that are gone are not"

# An old case keeps its old addressee.
as lan agency set ubnd-cm --name "Tên khác"
ok "another name"
as bao show 1
has "UBND xã Chiềng Mung mới (ubnd-cm)" "is not the addressee's"
hasnt "Tên khác" "which was another"
as bao --format json show 1
json '(grep { ($_->{agency_name} // "") =~ /Mung m/ &&
    $_->{fields}{agency} eq "ubnd-cm" } @{$_->{documents}}) == 1' "in JSON, too"
as bao --format json report --year 2025 --term year
json '(grep { $_->{id} eq "ubnd-cm" && $_->{label} =~ /Mung m/ } map {
    @{$_->{rows}} } @{$_->{tables}}) == 1' "nor in the report"
as lan refer 1 --amend --reason "cần giúp gấp"
ok "amended"
as bao show 1
hasnt "Tên khác" "it stays the same agency"
sqlite3 ctxh.db "SELECT 1 FROM agency WHERE instr(facts, 'ubnd-cm') > 0 OR
    instr(facts, 'Chi') > 0" >"$T/clear"
equal "$(cat "$T/clear")" "" "nothing of it in clear"

# --- contacts --------------------------------------------------------------------
n=$(ops)
as lan agency contact cong-an-xa --person "Đại úy Lò Văn Én" \
    --phone "0212 111 222" --email en@example.org
ok "a contact of one of the library's"
as hieu agency contact cong-an-xa --phone "0212 333 444" --email ""
ok "corrected by a principal"
equal "$(ops)" $((n + 2)) "two operations"
as lan agency show cong-an-xa
hasnt "Lò Văn Én" "is not shown"
has "--names" "unless it is asked for"
as lan --format json agency list
hasnt 0212 "nor listed"
as bao agency show cong-an-xa --names
is 4 "by a reporter never"
as bao agency list --names
is 4 "in a list neither"
n=$(ops)
as lan --format json agency show cong-an-xa --names
json 'join("|", map { $_ // "-" } @{$_->{contact}}{qw(person phone email)}) =~
    /^\S+ .* \S+\|0212 333 444\|-$/' "with names"
as hieu agency list --names
has "0212 333 444" "a list of whom to call"
equal "$(ops)" $((n + 2)) "each leaves a trace"
as lan --format json log
json 'join(" ", map { "$_->{verb}:$_->{detail}{names}" } @$_[-2, -1]) eq
    "agency show:1 agency list:1"' "that says what was read"
as lan agency contact cong-an-xa --person "" --phone ""
ok "taken away"
as lan --format json agency show cong-an-xa --names
json '!$_->{has_contact} && !defined $_->{contact}' "it is gone"
as lan agency contact nowhere --phone 1
is 5 "a contact of nobody"
as lan agency contact cong-an-xa
is 2 "no contact at all"

# --- import ----------------------------------------------------------------------
cat >new.csv <<'E'
name,code,kind,accepts,valid_from
Công an xã Mường Bú,ca-muong-bu,police,thong-bao;chuyen-gui,01/07/2025
Công an cấp xã,cong-an-xa,police,thong-bao,
E
as lan --format json agency import new.csv --dry-run
json '$_->{read} == 2 && $_->{new} == 1 && @{$_->{changed}} == 2 &&
    !defined $_->{op}' "a trial"
as lan agency show ca-muong-bu
is 5 "that leaves nothing"
as lan agency import new.csv
ok "a directory"
as lan --format json agency show cong-an-xa
json '"@{$_->{accepts}}" eq "thong-bao" && $_->{own}' "takes all members anew"
bad() { # NAME CODE LINE: new.csv with the line behind it
	printf '%s\n' "$3" | cat new.csv - >bad.csv
	as lan agency import bad.csv
	is "$2" "$1"
}
n=$(ops)
bad "a row too short" 2 "Y,y-1"
says "4" "is named by its line"
bad "a bad code" 2 "Y,Y 1,police,,"
bad "a bad date" 2 "Y,y-1,police,,31/02/2025"
bad "a bad kind of referral" 2 "Y,y-1,police,nothing,"
echo "code,kind,nome" >bad.csv
as lan agency import bad.csv
is 2 "a column that is none"
says nome "is named"
printf 'code,kind,name,valid_from,valid_to,successor\n%s\n%s\n' \
    a-1,police,Một,,,b-1 b-1,police,Hai,,,a-1 >bad.csv
as lan agency import bad.csv
is 6 "two that succeed each other"
echo '[{"code":"a-1","kind":"police","name":"X","phone":"1"}]' >bad.json
as lan agency import bad.json
is 2 "a member that is none"
echo '[{"code":"a-1","kind":"police","name":7}]' >bad.json
as lan agency import bad.json
is 2 "a name that is none"
as lan agency import nowhere.csv
is 1 "no such file"
equal "$(ops)" "$n" "of all this nothing is written"
cat >bad.csv <<'E'
code,kind,name,valid_from,accepts
a-1,police,A,,thong-bao
a 2,police,B,,
a-3,police,C,01/07,
a-4,police
a-5,police,"E" x,,
a-6,police,F,,nothing
E
as lan agency import bad.csv
is 2 "several errors"
for line in 3 4 5 6 7; do
	says "bad.csv:$line:" "each with its line: $line"
done
says "5 lỗi" "and how many"
as lan --format json agency import bad.csv
json 'my $w = $_->{error}{where}; $w->{line} == 3 && $w->{path} eq "bad.csv" &&
    join(" ", map { $_->{line} } @{$w->{errors}}) eq "3 4 5 6 7" &&
    $w->{errors}[1]{field} eq "valid_from" &&
    $w->{errors}[1]{code} eq "usage"' "all of them in JSON"
printf 'code,kind,name,valid_from,valid_to,successor\n%s\n%s\n%s\n' \
    a-1,police,A,2025-07-01,2025-06-30, a-2,police,B,,,nowhere \
    a-3,police,C,,, >bad.csv
as lan agency import bad.csv
is 6 "what shows when all are read"
says "bad.csv:2:" "has a line, too"
says "bad.csv:3:" "and so has the next"
{
	echo code,kind,name
	awk 'BEGIN { for (i = 0; i < 200; i++) print "A" i ",police,A" }'
} >bad.csv
as lan --format json agency import bad.csv
json '@{$_->{error}{where}{errors}} == 100' "a hundred, and no more"
echo 'code,name' >bad.csv
as lan agency import bad.csv
is 2 "a column that must be there"
says '"kind"' "is named"
echo '[{"code":"a-1","kind":"police","name":"A"},{"code":"a 2"},{"code":"b-2",
    "kind":"police"}]' >bad.json
as lan agency import bad.json
is 2 "items of a list"
says "mục thứ 2" "each has its number"
says "mục thứ 3" "the next one, too"
as lan --format json agency import bad.json
json 'my $w = $_->{error}{where}; $w->{item} == 2 &&
    "@{[map { $_->{item} } @{$w->{errors}}]}" eq "2 3"' "in JSON, too"
printf '%s\n' '{"code":"a-1","kind":"police","name":"A"}' '{"code":' \
    '{"code":"a-3","kind":"police"}' >bad.jsonl
as lan agency import bad.jsonl
is 2 "objects, one a line"
says "bad.jsonl:2:" "each has its line"
says "bad.jsonl:3:" "the next one, too"
for empty in "" " " "code,kind,name" "[]"; do
	printf %s "$empty" >bad.csv
	as lan agency import bad.csv
	is 2 "no agency at all: \"$empty\""
done
equal "$(ops)" "$n" "of all this nothing is written either"
as lan --format jsonl agency list --all
cp "$T/out" listed
as lan agency import listed
ok "the list, an object a line"
has "mới: 0, thay đổi: 0" "is the directory"
for code in cong-an-xa ca-b; do
	as lan --format json agency show $code
	cp "$T/out" shown.json
	as lan agency import shown.json
	ok "one object, as show prints it: $code"
	has "1, mới: 0, thay đổi: 0" "is that agency"
done
printf '\357\273\277{\n "code": "ca-le", "kind": "police",\n "name": "Lẻ"}\n' \
    >one.json
as lan --format json agency import one.json --dry-run
json '$_->{read} == 1 && $_->{new} == 1' "over several lines, behind a mark"
printf 'code,kind,name,valid_to,successor\n%s\n%s\n' \
    a-1,police,Một,2025-06-30,b-1 b-1,police,Hai,, >chain.csv
"$CTXH" --as lan agency import - <chain.csv >"$T/out" 2>&1
tap $? "a successor may come later in the file"

# --- plain text ------------------------------------------------------------------
esc=$(printf 'X\033[31mY')
as lan agency add esc --kind police --name "$esc"
is 2 "no control character in a name"
as lan agency contact cong-an-xa --person "$esc"
is 2 "nor of a contact"
printf '[{"code":"esc","kind":"police","name":"X\\u001b[31mY"}]' >bad.json
as lan agency import bad.json
is 2 "nor in JSON"

# --- rights ----------------------------------------------------------------------
for who in bao tam; do
	as $who agency add z --kind police --name Z
	is 4 "$who may not add"
	as $who agency set cong-an-xa --name Z
	is 4 "nor correct"
	as $who agency end cong-an-xa --on 2030-01-01
	is 4 "nor end"
	as $who agency contact cong-an-xa --phone 1
	is 4 "nor note a contact"
	as $who agency import new.csv
	is 4 "nor import"
done
as hieu agency set cong-an-xa --note "do hiệu trưởng ghi"
ok "a principal may"
run --as lan fsck
ok "the store is whole"
finish
