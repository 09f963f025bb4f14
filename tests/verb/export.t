#!/bin/sh
# The list that is written is read back as unchanged: of real lists and of
# hostile ones, for Excel and after Excel; who may have it, and what is kept
# of that; a file is complete or not there.
. "$(dirname "$0")/../lib.sh"
HERE=$TOP/tests/verb
CTXH_USER=lan
export CTXH_USER
fresh() {
	rm -rf ctxh.db "$T/share" "$T/sheet"
	run init --school "Trường thử" --code 1 --level tieu-hoc \
	    --level thcs --user lan --name "Lan" --sheet "$T/sheet"
	[ "$code" -eq 0 ] || { tap 1 "a new store"; finish; }
}
export_to() { # FILE OPTION...
	rm -f "$1"
	run student export --names -o "$@"
	[ "$code" -eq 0 ] || tap 1 "an export"
}
# unchanged FILE NAME: an import of it has nothing to change, nor to say.
unchanged() {
	run student import "$1" --year 2023 --format json
	json '$_->{read} > 0 && $_->{unchanged} == $_->{read} &&
	    !$_->{created} && !$_->{updated} && !$_->{errors_total}' "$2"
}
# round NAME: what the store has, there and back in each way.
round() {
	export_to plain.csv --year 2023
	unchanged plain.csv "$1"
	export_to all.csv --year 2023 --all-columns
	unchanged all.csv "$1, all columns"
	export_to excel.csv --year 2023 --excel
	unchanged excel.csv "$1, for Excel"
	perl "$HERE/hostile.pl" resave <excel.csv >saved.csv
	unchanged saved.csv "$1, saved by Excel again"
	fresh
	run student import plain.csv --year 2023
	export_to again.csv --year 2023
	check "$1: the same out of another store" cmp plain.csv again.csv
}

for list in 01-tieu-hoc-utf8.csv 02-thcs-excel-bom-semicolon.csv \
    03-unicode-text-utf16.txt 04-macos-nfd.csv 05-windows-1258.csv \
    06-tcvn3.csv 07-errors.csv; do
	fresh
	run student import "$DATA/lists/$list" --year 2023 --keep-going
	round "$list"
done
seed=1
while [ $seed -le 6 ]; do
	fresh
	perl "$HERE/hostile.pl" list $seed 150 >hostile.csv
	run student import hostile.csv --year 2023 --keep-going --format json
	json '$_->{created} > 60' "hostile list $seed: $(value '$_->{created}')"
	round "hostile list $seed"
	seed=$((seed + 1))
done
# An id column that is empty would be what an import looks for.
fresh
printf '%s\n' "Mã HS,Họ tên,Ngày sinh,Giới tính,Lớp" \
    "HS1,Lò Thị Mai,01/02/2015,Nữ,3A" >school-ids.csv
run student import school-ids.csv --year 2023
ok "a list of the school's own ids"
round "the school's own ids"
# No cell of any of them begins with what a spreadsheet runs.
for file in plain all excel saved; do
	check "$file.csv runs nothing" perl -0777 -ne '
	    my $sep = /^\x{ef}\x{bb}\x{bf}/ ? ";" : ",";
	    while (/(?:^|$sep|\n)(?:"((?:[^"]|"")*)"|([^$sep"\r\n]*))/g) {
		my $cell = $1 // $2;
		die "runs: $cell\n" if $cell =~ /^[=+\-@\t\r]/;
	    }' "$file.csv"
done

# Without names there is what is needed for counting, and nothing else.
fresh
run student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
ok "a list"
ops=$("$CTXH" log --format json | grep -c '"op":')
run student export
ok "without names"
equal "$(sed 1q "$T/out" | tr -d '\r')" \
    "Năm sinh,Giới tính,Lớp,Dân tộc,Hộ nghèo,Cận nghèo,Khuyết tật" \
    "its columns"
hasnt "Phạm" "no name"
hasnt "1400100000" "no code"
equal "$("$CTXH" log --format json | grep -c '"op":')" "$ops" \
    "leaves no trace"
run student export --class "5-a" --format json
ok "one class, however it is spelt"
json '@$_ == 43 && !grep { $_->{class} ne "5A" || exists $_->{name} } @$_' \
    "as objects"
run student export --class 5A --names --format jsonl
ok "with names"
has '"address"' "has all that is known"
run log --format json
json '$_->[-1]{verb} eq "student export" &&
    $_->[-1]{detail}{names} && $_->[-1]{detail}{class} eq "5A"' \
    "and leaves a trace"

# A file is new, nobody else's, and whole.
echo keep >there.csv
run student export --names -o there.csv
is 1 "a file that is there"
equal "$(cat there.csv)" keep "is not overwritten"
run student export --names -o nowhere/x.csv
is 1 "no such folder"
run student export --names -o lop.XLSX
is 2 "CSV is no workbook"
says "lop.csv" "and has another name"
umask 0
run student export --names -o mine.csv --format csv
umask 022
is 0 "a new file"
equal "$(stat -c %a mine.csv)" 600 "is its owner's only"
for name in x.docx x.json x.pdf; do
	run student export --names -o $name
	is 2 "a list is not called $name"
done
run student export --names -o mine.jsonl --format jsonl
is 0 "as objects"
json '$_->{pupils} == 612' "says how many"
equal "$(grep -c '"name":' mine.jsonl)" 612 "all of them are there"
code=0
"$CTXH" student export --names >/dev/full 2>"$T/err" </dev/null || code=$?
equal "$code" 1 "a full disk"
equal "$(ls -A | grep -c new)" 0 "nothing is left behind"

# What leaves the school.
run student export --names --recipient "Phòng Y tế"
is 2 "no basis"
run student export --names --basis luat-quy-dinh --for "Tiêm chủng"
is 2 "for nobody"
run student export --basis luat-quy-dinh --for "Tiêm chủng" --recipient Y
is 2 "a basis without names"
run student export --names --basis vui --for "Tiêm chủng" --recipient Y
is 2 "no such basis"
run student export --names --basis luat-quy-dinh --for "Tiêm chủng" \
    --recipient "Trạm Y tế" -o y-te.csv
is 0 "a list that leaves the school"
run log --format json
json '$_->[-1]{detail}{basis} eq "luat-quy-dinh" && $_->[-1]{detail}{to} &&
    $_->[-1]{detail}{for}' "stands in the chain: to whom, why"
run student export --names --basis dong-y --for "Bảo hiểm" \
    --recipient "Công ty" -o bao-hiem.csv
says "giấy đồng ý" "consents of a list are not checked, and that is told"
run staff add hoa --role staff --name Hoa
run --as hoa student export
is 4 "not for a member of the staff"

# Lists without an id, and with a pupil who lacks it.
fresh
cat >a.csv <<'END'
Họ và tên,Ngày sinh,Giới tính,Lớp
Lò Văn A,01/02/2015,Nam,2A
Lò Thị B,02/02/2015,Nữ,2A
END
run student import a.csv --year 2023 --key name,dob
ok "a list without ids"
run student export --names -o b.csv
is 0 "goes out"
says "--key name,dob" "and it is told how to come in"
run student import b.csv --year 2023 --key name,dob --format json
json '$_->{unchanged} == 2' "as before"
cat >a.csv <<'END'
Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp
HS1,Lò Văn C,01/02/2015,Nam,2A
END
run student import a.csv --year 2023
run student export --names -o c.csv
says "2 học sinh" "who lacks the id is told"

# Another year, with who has gone up since.
run student promote --to 2024
export_to old.csv --year 2023
run student import old.csv --year 2023 --keep-going --format json
json '$_->{unchanged} == 1 && !$_->{updated}' "the old year is as it was"

# A status that is none of the usual ones is the words of the list.
fresh
list() { # STATUS PHONE
	printf '%s\n' "Mã HS,Họ tên,Ngày sinh,Giới tính,Lớp${1:+,Trạng thái},SĐT" \
	    "HS1,Lò Thị Mai,01/02/2015,Nữ,3A${1:+,$1},$2"
}
list "Bảo lưu kết quả" 0959778857 >words.csv
run student import words.csv --year 2023
round "a status of its own"
list "Học hoà nhập" 0959778857 >other.csv
run student import other.csv --year 2023 --dry-run --names --format json
json '@{$_->{changes}} == 1 && @{$_->{changes}[0]{fields}} == 1 &&
    $_->{changes}[0]{fields}[0]{field} eq "status" &&
    $_->{changes}[0]{fields}[0]{old} eq "B\x{1ea3}o l\x{1b0}u k\x{1ebf}t qu\x{1ea3}"' \
    "what changes of it is shown"
list "" 0959778858 >without.csv
run student import without.csv --year 2023
list "Bảo lưu kết quả" 0959778858 >words.csv
unchanged words.csv "a list without that column leaves it"
run student show HS1 --names --format json
json '$_->{status} eq "khac" && $_->{status_text} =~ /^B.*o l/' "it is shown"
printf '%s' "$out" | tr -d '\n' | grep -q '"codes".*"phone"'
tap $? "what changed has its members where a list writes them"
run student show HS1 --names
has "Bảo lưu kết quả" "and told"
run student show HS1 --lang vi
has "Trạng thái          khác" "without names that it is another one"
hasnt "Bảo lưu" "and no more"
finish
