#!/bin/sh
# The new school year: who goes up and where to, who stays, who leaves, whose
# open cases are named; and a pupil who comes or goes during the year.
. "$(dirname "$0")/../lib.sh"
CTXH_USER=lan
export CTXH_USER

# list ROW...: a list of "class;status" for pupils 1, 2, ...
list() {
	echo "Mã học sinh;Họ và tên;Ngày sinh;Giới tính;Lớp;Trạng thái;GVCN;Lưu ban năm trước;Hộ nghèo"
	n=0
	for row; do
		n=$((n + 1))
		printf 'HS%03d;Nguyễn Văn Thử;02/03/2012;Nam;%s;%s;Cô Lan;x;x\n' \
		    "$n" "${row%%;*}" "$(case $row in *\;*) echo "${row#*;}" ;; esac)"
	done
}
# rows YEAR: "class status flags" of each pupil, by number
rows() {
	run student list --year "$1" --names --format json
	value 'my $s = join "\n", map { join " ", $_->{student},
	    $_->{class} // "-", $_->{grade} // "-", $_->{status},
	    @{$_->{flags}} } sort { $a->{student} cmp $b->{student} } @$_;
	    utf8::encode($s); $s'
}
last_undo() {
	run log --format json
	value '(grep { $_->{verb} eq "undo" } @$_)[-1]{op}'
}
fresh() { # LEVEL...
	rm -f ctxh.db
	rm -rf "$T/share" "$T/sheet"
	levels=
	for level; do levels="$levels --level $level"; done
	# shellcheck disable=SC2086
	run init --school "Trường thử" --code 1 $levels --user lan \
	    --name "Lan" --sheet "$T/sheet"
	[ "$code" -eq 0 ] || { tap 1 "a new store"; finish; }
}

# The real list of a primary school.
new_store
run student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
ok "a list of 2023-2024"
run intake --at "05/10/2023 09:30" --via truc-tiep --source gvcn \
    --category bao-luc --student 1400100002 --role nguoi-bi-hai \
    --initial-need tam-ly --condition "Em sợ"
ok "a case of a pupil who goes up"
run student list --year 2023 --class 5A --names --format json
last=$(value '$_->[0]{student}')
lastid=$(value '$_->[0]{id}')
run intake --at "06/10/2023 09:30" --via truc-tiep --source gvcn \
    --category bao-luc --student "$last" --role nguoi-bi-hai \
    --initial-need tam-ly --condition "Em sợ"
ok "a case of one of the last grade"
as hieu student promote --to 2024
is 4 "the principal may not"
run student promote --to 2024 --dry-run --format json
ok "a trial"
json '$_->{op} == undef' "writes nothing"
cp "$T/out" trial
run student list --year 2024
is 0 "not even the year"
run student promote --to 2024-2025 --format json
ok "the run"
json '$_->{op} > 0' "is an operation"
cp "$T/out" ran
json '$_->{promoted} == 496 && $_->{finished} == 116 && $_->{promoted} +
    $_->{finished} == 612 && !$_->{repeating} && !$_->{left} && !$_->{there}' \
    "496 go up and 116 leave"
json 'my %c = map { $_->{class} => $_ } @{$_->{classes}};
    keys %c == 15 && $c{"1A"}{next} eq "2A" && $c{"4C"}{next_grade} == 5 &&
    !defined $c{"5B"}{next} && $c{"5B"}{by} eq "last"' "class by class"
json '@{$_->{open_cases}} == 1 && $_->{open_cases}[0]{case} eq
    "VV-2023-0002" && $_->{open_cases}[0]{students}[0] == '"$lastid" \
    "the open case of who left is named, and no other"
hasnt "$last" "but no code"
sed 's/"op":.*/"op":/' ran >ran.op
sed 's/"op":.*/"op":/' trial >trial.op
check "the trial said the same" cmp trial.op ran.op
run student list --year 2024 --format json
json '@$_ == 496 && !grep { $_->{status} ne "dang-hoc" || $_->{class} !~
    /^\Q$_->{grade}\E[ABC]$/ || $_->{grade} < 2 } @$_' "the new list"
run student list --year 2023 --format json
json '@$_ == 612' "and the old one as it was"
cp "$T/out" old-list
run undo
ok "taken back"
run student list --year 2024 --format json
json '@$_ == 0' "the new list is empty"
run student list --format json
cp "$T/out" new-list
check "and the old one is the newest" cmp new-list old-list
run fsck --rebuild
is 0 "the store is whole"
run undo "$(last_undo)"
ok "the undo taken back"
run student list --year 2024 --format json
json '@$_ == 496' "the new list is there again"
run student show "$last" --format json
json '$_->{cases}[0] eq "VV-2023-0002"' "who left keeps the case"
run student promote --to 2024 --format json
ok "again"
json '!defined $_->{op} && $_->{promoted} == 0 && $_->{there} == 496 &&
    $_->{finished} == 116' "does nothing"
run student promote --to 2025
ok "the year after"
run student promote --to 2024
ok "an old year again"
run student show 1400100002 --format json
json '$_->{class} eq "4B" && $_->{year} eq "2025-2026" &&
    @{$_->{years}} == 3' "does not make the newest list older"
run fsck --rebuild
is 0 "the store is whole"
run student list --year 2025 --format json
cp "$T/out" before
run student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2025 \
    --format json
json '$_->{updated} == 612 && $_->{created} == 0 && $_->{moved_up} == 0' \
    "a list of the new year finds them; in their old classes nobody goes up"

# Usage.
run student promote --to 2027
is 5 "a year without a list"
run student promote --to 2026 --from 2024
is 2 "a year left out"
run student promote --to tháng
is 2 "no year"
run student promote --to 2026 --map 9Z=9Y
is 2 "a class that is not there"
says '"9Z"' "is named"
run student promote --to 2026 --map 9Z
is 2 "no map"
run student promote --to 2026 --stay nobody
is 5 "nobody repeats"

# A lower secondary school: spellings of classes, statuses, who repeats.
fresh thcs
list "6A" "Lớp 6A1" "7/B" "8 Toán" "9C" "9C;Chuyển đi kỳ 1" \
    "7B;Thôi học kỳ 2" "7B;Chuyển đến kỳ 1" "7B;Nghỉ học xin học lại" \
    "7B;Bảo lưu" "9D" "6A" "Chọn" >a.csv
run student import a.csv --year 2024
is 0 "a list"
printf '\357\273\277# lưu ban\r\nHS012\r\n\r\n' >stay
run student promote --to 2025 --stay HS011 --stay-file stay --map "9D=9E" \
    --map "8 toán=9 Lý" --format json
is 0 "goes up"
equal "$(rows 2025)" "HS001 7A 7 dang-hoc ho-ngheo
HS002 7A1 7 dang-hoc ho-ngheo
HS003 8B 8 dang-hoc ho-ngheo
HS004 9 Lý 9 dang-hoc ho-ngheo
HS008 8B 8 dang-hoc ho-ngheo
HS009 8B 8 dang-hoc ho-ngheo
HS010 8B 8 khac ho-ngheo
HS011 9D 9 dang-hoc ho-ngheo luu-ban
HS012 6A 6 dang-hoc ho-ngheo luu-ban
HS013 Chọn - dang-hoc ho-ngheo" "each where he belongs"
run student promote --to 2025 --stay HS011 --stay-file stay --format json
json '!defined $_->{op}' "again with who repeats: nothing"
run student promote --to 2025 --stay HS006
is 6 "who left does not repeat"
run student show HS003 --names
hasnt "Cô Lan" "the class teacher is not taken over"
run student promote --to 2026
has "Chọn" "a class whose name says nothing"
has '--map "Chọn=..."' "is kept and told"
run student promote --to 2026 --map "Chọn=" --stay HS999
is 5 "a code that is nobody's"
run fsck
is 0 "the store is whole"

# steps LEVEL... -- CLASS=NEXT...: what becomes of classes; - is leaving.
steps() {
	name=$1
	shift
	levels=
	while [ "$1" != -- ]; do
		levels="$levels $1"
		shift
	done
	shift
	# shellcheck disable=SC2086
	fresh $levels
	: >classes
	for pair; do echo "${pair%%=*}" >>classes; done
	list >steps.csv
	n=0
	while read -r class; do
		n=$((n + 1))
		printf 'HS%03d;Nguyễn Văn Thử;02/03/2012;Nam;%s;;;;\n' \
		    "$n" "$class" >>steps.csv
	done <classes
	run student import steps.csv --year 2024 --keep-going
	run student promote --to 2025 --format json
	equal "$(value 'my $s = join "\n", map { "$_->{class}=" .
	    ($_->{next} // "-") } @{$_->{classes}}; utf8::encode($s); $s' |
	    sort)" \
	    "$(for pair; do echo "$pair"; done | sort)" "$name"
}
steps "a primary school" tieu-hoc -- "1A=2A" "5A=-" "4/2=5/2" "10A=11A"
steps "primary and lower secondary go on from 5" tieu-hoc thcs -- \
    "5A=6A" "9A=-" "9 Anh=-"
steps "an upper secondary school" thpt -- "10 Toán=11 Toán" "12A1=-" \
    "11 Chuyên Văn=12 Chuyên Văn"
steps "all three" tieu-hoc thcs thpt -- "5A=6A" "9A=10A" "12A=-"
steps "with a gap" tieu-hoc thpt -- "5A=-" "10A=11A" "12A=-"
steps "continuing education ends with 12" gdtx -- "5A=6A" "9A=10A" "12A=-"
steps "a kindergarten" mam-non -- "Mầm 1=Chồi 1" "Chồi 2=Lá 2" "Lá 1=-" \
    "3 tuổi A=4 tuổi A" "4-5 tuổi A=5-6 tuổi A" "5 tuổi B=-" "5-6 tuổi C=-" \
    "Mẫu Giáo Bé A1=Mẫu Giáo Nhỡ A1" "MGN=MGL" "Lớn=-" "Hoa Hồng=Hoa Hồng" \
    "24-36 tháng=24-36 tháng"
steps "a kindergarten with a primary school" mam-non tieu-hoc -- \
    "Mầm 1=Chồi 1" "Lá 1=Lá 1" "1A=2A" "5A=-"

# One pupil by hand.
fresh thcs
list "6A" "6A" >a.csv
run student import a.csv --year 2024
run intake --at "06/10/2024 09:30" --via truc-tiep --source gvcn \
    --category bao-luc --student HS001 --role nguoi-bi-hai \
    --initial-need tam-ly --condition "Em sợ"
ok "a case"
run student set HS001 --class "6/b" --format json
ok "another class"
json '$_->{changed} && $_->{class} eq "6B" && $_->{was}{class} eq "6A" &&
    !@{$_->{open_cases}} && $_->{op}' "says from where"
run student set HS001 --class 6B --format json
json '!$_->{changed} && !defined $_->{op}' "once"
run student set HS001 --status chuyen-di-ky-1 --dry-run --format json
json '$_->{open_cases}[0]{case} eq "VV-2024-0001" && !defined $_->{op}' \
    "a trial"
run student set HS001 --status chuyen-di-ky-1 --format json
json '$_->{open_cases}[0]{case} eq "VV-2024-0001" && $_->{op}' \
    "who leaves has an open case"
equal "$(rows 2024)" "HS001 6B 6 chuyen-di-ky-1 ho-ngheo luu-ban
HS002 6A 6 dang-hoc ho-ngheo luu-ban" "the list"
run undo
ok "taken back"
equal "$(rows 2024)" "HS001 6B 6 dang-hoc ho-ngheo luu-ban
HS002 6A 6 dang-hoc ho-ngheo luu-ban" "as before"
run undo "$(last_undo)"
ok "and done again"
run student set HS001 --status xyz
is 2 "no such status"
run student set HS001
is 2 "nothing to change"
run student set HS009 --class 6A
is 5 "nobody"
run student promote --to 2025
run student set HS001 --status chuyen-den-ky-1 --year 2025
is 5 "not on the new list"
run student set HS001 --status chuyen-den-ky-1 --class 7C --year 2025
ok "comes back"
has "đã đưa vào danh sách" "is put on it"
equal "$(rows 2025)" "HS001 7C 7 chuyen-den-ky-1 ho-ngheo
HS002 7A 7 dang-hoc ho-ngheo" "the new list"
run fsck --rebuild
is 0 "the store is whole"

# A child with two files goes up once, under either id.
fresh thcs
list "6A" "6A" "9A" "9A" >a.csv
run student import a.csv --year 2024
as lan intake --at "06/10/2024 09:30" --via truc-tiep --source gvcn \
    --category bao-luc --student HS004 --role nguoi-bi-hai \
    --initial-need tam-ly --condition "Em sợ"
ok "a case of a second file"
run student show HS003 --format json
first=$(value '$_->{id}')
run student merge HS001 HS002
run student merge HS003 HS004
ok "joined"
run student promote --to 2025 --stay HS002 --format json
json '$_->{repeating} == 1 && $_->{promoted} == 0 && $_->{finished} == 1' \
    "each counts once"
json '@{$_->{open_cases}} == 1 &&
    $_->{open_cases}[0]{students}[0] == '"$first" \
    "and the case of the second file is the one child's"
run fsck --rebuild
is 0 "the store is whole"
finish
