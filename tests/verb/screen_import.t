#!/bin/sh
# Lists of absences, conduct and results: shapes, encodings, bad input, all or
# nothing, the same again, undo.
. "$(dirname "$0")/../lib.sh"
new_store
cat >pupils.csv <<'X'
STT,Mã định danh Bộ GD&ĐT,Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp
1,1400100001,HS001,Lò Thị Én,01/02/2015,Nữ,4A
2,1400100002,HS002,Quàng Văn Đôi,01/03/2015,Nam,4A
3,1400100003,HS003,Cà Văn Ứng,01/04/2015,Nam,4B
4,1400100004,HS004,Vì Thị Ước,01/05/2015,Nữ,4B
X
as lan student import pupils.csv --year 2025
ok "pupils"
ops() { sqlite3 ctxh.db "SELECT max(id) FROM op"; }
rows() { sqlite3 ctxh.db "SELECT count(*) FROM observation"; }
take() { as lan screen import "$@" --format json; }

# --- a row an absence -----------------------------------------------------------

cat >days.csv <<'X'
TRƯỜNG TIỂU HỌC CHIỀNG MUNG,,,,,
DANH SÁCH HỌC SINH NGHỈ HỌC,,,,,
STT,Mã HS,Họ và tên,Lớp,Ngày nghỉ,Phép
1,HS001,Lò Thị Én,4A,06/10/2025,K
2,HS001,Lò Thị Én,4A,7/10/2025,Không phép
3,HS002,Quàng Văn Đôi,4A,06-10-2025,Có phép
4,HS003,Cà Văn Ứng,4B,2025-10-08,P
5,HS003,Cà Văn Ứng,4B,9/10,p
5,HS003,Cà Văn Ứng,4B,9/10,CP
Tổng số: 5 lượt,,,,,
,,,,Chiềng Mung ngày 31 tháng 10 năm 2025,
,,,,Người lập biểu,
X
before=$(ops)
take days.csv --dry-run
ok "a trial"
json '$_->{read} == 6 && $_->{created} == 3 && $_->{absences} == 5 &&
    !defined $_->{op} && "@{$_->{kinds}}" eq "absence"' "shows all"
equal "$(ops) $(rows)" "$before 0" "and writes nothing"
take days.csv
ok "a list"
json '$_->{created} == 3 && $_->{updated} == 0 && $_->{unchanged} == 0 &&
    $_->{absences} == 5 && $_->{op} == '$((before + 1)) "is taken in"
equal "$(rows)" 3 "one row a pupil"
take days.csv
ok "the same again"
json '$_->{created} + $_->{updated} == 0 && $_->{unchanged} == 3 &&
    !defined $_->{op}' "is unchanged"
equal "$(ops) $(rows)" "$((before + 1)) 3" "and writes nothing"
sed 's/06\/10\/2025,K/06\/10\/2025,P/' days.csv >other.csv
take other.csv
ok "a leave that came later"
json '$_->{updated} == 1 && $_->{unchanged} == 2 && $_->{absences} == 1' \
    "is other news"
as lan undo
equal "$code" 0 "it is taken back"
take other.csv --dry-run
json '$_->{updated} == 1' "and is news again"

# The same list in other clothes says the same.
twin() { # NAME FILE
	take "$2"
	ok "$1"
	json '$_->{unchanged} == 3 && !$_->{created} && !$_->{updated} &&
	    !@{$_->{errors}}' "$1 says the same"
}
{ printf '\357\273\277'; tr , ';' <days.csv; } >twin.csv
twin "a BOM and semicolons" twin.csv
{ printf '\377\376'; tr , '\t' <days.csv | iconv -f UTF-8 -t UTF-16LE; } \
    >twin.csv
twin "Unicode Text" twin.csv
perl -MUnicode::Normalize -CSD -pe '$_ = NFD($_)' days.csv >twin.csv
twin "loose accents" twin.csv
iconv -f UTF-8 -t TCVN "$T/work/days.csv" >twin.csv 2>/dev/null ||
    perl -MUnicode::Normalize -CSD -pe 's/(\p{Lu})/NFD($1) =~
	m{[\x{300}\x{301}\x{303}\x{309}\x{323}]} ? lc $1 : $1/ge' days.csv |
	iconv -f UTF-8 -t TCVN >twin.csv
twin "TCVN3" twin.csv
sed 's/$/\r/' days.csv >twin.csv
twin "CRLF" twin.csv
cat >twin.csv <<'X'
STT,Mã định danh,Ngày vắng,Nghỉ học,
,,,Có phép,Không phép
1,1400100001,06/10/2025,,x
2,1400100001,07/10/2025,,x
3,1400100002,06/10/2025,x,
4,1400100003,08/10/2025,x,
5,1400100003,09/10/2025,x,
X
twin "two columns, another id" twin.csv
cat >twin.csv <<'X'
Mã HS,Từ ngày,Đến ngày,Loại
HS001,06/10/2025,07/10/2025,KP
HS002,06/10/2025,06/10/2025,P
HS003,08/10/2025,09/10/2025,P
X
twin "from one day to another" twin.csv
python3 "$TOP/tests/book.py" twin.xlsx --csv days.csv
twin "a workbook" twin.xlsx

# --- a month's sheet ---------------------------------------------------------------

cat >sheet.csv <<'X'
BẢNG ĐIỂM DANH THÁNG 10 NĂM 2025,,,,,,,,,,
STT,Mã HS,Họ và tên,Các ngày trong tháng,,,,,,Tổng,
,,,1,2,6,7,8,9,P,K
,,,T4,T5,T2,T3,T4,T5,,
1,HS001,Lò Thị Én,,,K,KP,,,0,2
2,HS002,Quàng Văn Đôi,,,cp,,,,1,0
3,HS003,Cà Văn Ứng,,,,,P,P,2,0
4,HS004,Vì Thị Ước,,,,,,,0,0
,,Tổng số vắng,0,0,2,1,1,1,3,2
X
take sheet.csv
ok "a month's sheet"
json '$_->{read} == 4 && $_->{unchanged} == 4 && !defined $_->{op}' \
    "says what the list said"
python3 "$TOP/tests/book.py" sheet.xlsx --csv sheet.csv
take sheet.xlsx
ok "as a workbook"
json '$_->{read} == 4 && $_->{unchanged} == 4' "it says the same"
sed 's/,,,K,KP,,,0,2/,P,,,KP,,,1,1/' sheet.csv >sheet2.csv
take sheet2.csv
ok "one that was put right"
json '$_->{updated} == 1 && $_->{unchanged} == 3 && $_->{absences} == 1' \
    "takes the place of the old one"
take sheet.csv
json '$_->{updated} == 1 && $_->{absences} == 1' \
    "where a mark that is gone was an absence"
sed 's/,,,,,P,P,2,0/,,,,,,P,1,0/' sheet.csv >sheet5.csv
take sheet5.csv
json '$_->{updated} == 1 && $_->{unchanged} == 3 && $_->{absences} == 0' \
    "a mark that is only taken away is news, too"
take sheet5.csv
json '$_->{unchanged} == 4 && !defined $_->{op}' "and stays away"
as lan undo
sed 1d sheet.csv >sheet3.csv
as lan screen import sheet3.csv --lang en
is 1 "which month is not said"
says "give it with --month" "and how to say it"
take sheet3.csv --month 10
ok "it is said"
json '$_->{unchanged} == 4' "and the same"
take sheet3.csv --month 11
ok "of another month"
json '$_->{updated} == 3 && $_->{absences} == 5' "there are other days"
as lan undo
take sheet.csv --year 2024 --lang en
is 1 "a sheet of another year"
json '$_->{errors}[0]{message} =~ m{10/2025, which is not of the school year}' \
    "is told by its title"
sed 's/,,,K,KP,,/,x,,K,Q,,/' sheet.csv >sheet4.csv
as lan screen import sheet4.csv --lang en
is 1 "a mark that nobody knows"
says 'sheet4.csv:5:7: unknown mark: "Q"' "is an error"
says 'sheet4.csv:5:4: warning: the mark "x"' "and x is read as without leave"

# The day on which somebody comes again is no day of absence.
cat >again.csv <<'X'
Mã HS,Từ ngày,Đi học lại,Phép
HS001,06/10/2025,10/10/2025,P
X
as lan screen import again.csv --dry-run
is 1 "the day of coming again is not taken for the last one"

# --- conduct and results --------------------------------------------------------------

cat >marks.csv <<'X'
KẾT QUẢ HỌC KỲ I NĂM HỌC 2025-2026,,,,
STT,Mã HS,Họ và tên,Học lực,Hạnh kiểm
1,HS001,Lò Thị Én,Yếu,TB
2,HS002,Quàng Văn Đôi,Giỏi,tốt
3,HS003,Cà Văn Ứng,,Khá
X
take marks.csv
ok "conduct and results"
json '"@{$_->{kinds}}" eq "conduct result" && $_->{created} == 5 &&
    $_->{read} == 3' "are taken from one list"
take marks.csv
json '$_->{unchanged} == 5 && !defined $_->{op}' "once"
sed '1s/2025-2026/2023 - 2024/' marks.csv >old.csv
as lan screen import old.csv
is 1 "results of another school year"
says "2023-2024" "which the title says"
sed '1s/NĂM HỌC/(KỂ CẢ NĂM HỌC 2023-2024) NĂM HỌC/' marks.csv >both.csv
take both.csv
json '$_->{unchanged} == 5' "it may be named beside this one"
take marks.csv --kind conduct --term 2
ok "conduct alone, of another term"
json '"@{$_->{kinds}}" eq "conduct" && $_->{updated} == 3' "is other news"
as lan undo
cat >scales.csv <<'X'
Mã HS,Học kỳ,Kết quả học tập,Kết quả rèn luyện
HS001,1,Chưa đạt,Đạt
HS002,HK1,Hoàn thành xuất sắc,Cần cố gắng
HS003,I,HTT,Chưa đạt
HS001,Cả năm,Kém,Yếu
X
take scales.csv
ok "the scales of all circulars"
json '$_->{read} == 4 && $_->{updated} == 5 && $_->{created} == 1' "are read"
as lan undo

# --- bad input: nothing is taken in ------------------------------------------------

bad() { # TEXT LINE NAME: the list has header and then LINE
	printf 'Mã HS,Mã định danh,Ngày nghỉ,Phép,Buổi,Năm học\n%b\n' "$2" \
	    >bad.csv
	before=$(ops)
	as lan screen import bad.csv --lang en
	is 1 "$3"
	says "bad.csv:$1" "$3, with its place"
	equal "$(ops)" "$before" "$3: nothing is written"
}
bad "2:2: no pupil of the register has this id" \
    'HS009,1400109999,06/10/2025,K,,' "a pupil whom nobody knows"
bad "3:1: the row's ids are two pupils'" \
    'HS001,,06/10/2025,K,,\nHS001,1400100002,20/10/2025,K,,' \
    "an id of two pupils"
bad "2:2: no id in column" ',,20/10/2025,K,,' "no id"
bad "2:3: 04/09/2025 is not of the school year 2025-2026" \
    'HS001,,04/09/2025,K,,' "a day before the year"
bad "2:3: 05/09/2026 is not of the school year 2025-2026" \
    'HS001,,05/09/2026,K,,' "a day behind it"
bad '2:3: no such date: "30/02/2026"' 'HS001,,30/02/2026,K,,' "no such day"
bad '2:3: not a date: "mai"' 'HS001,,mai,K,,' "no date"
bad '2:3: no date' 'HS001,,,K,,' "a day that is missing"
bad '2:4: neither with nor without leave: "M"' 'HS001,,20/10/2025,M,,' \
    "a leave that nobody knows"
bad '2:4: with or without leave is not said' 'HS001,,20/10/2025,,,' \
    "a leave that is missing"
bad '2:5: no such half of a day: "tối"' 'HS001,,20/10/2025,K,tối,' \
    "an evening"
bad '2:6: the row is of the school year "2024-2025"' \
    'HS001,,20/10/2025,K,,2024-2025' "a row of another year"
bad '3:3: the leave of 20/10/2025 contradicts line 2' \
    'HS001,,20/10/2025,K,,\nHS001,,20/10/2025,P,,' "twice, with a contradiction"
bad '3:3: the leave of 20/10/2025 contradicts line 2' \
    'HS001,,20/10/2025,K,Sáng,\nHS001,,20/10/2025,P,Cả ngày,' \
    "half a day that the whole contradicts"
printf 'Mã HS,Mã định danh,Ngày nghỉ,Phép,Buổi,Năm học\n%b\n' \
    'HS001,,20/10/2025,K,Sáng,\nHS001,,20/10/2025,P,Chiều,2025-2026' >bad.csv
take bad.csv --dry-run
ok "two halves of a day may differ"
json '$_->{absences} == 1' "and are one day"
printf 'Mã HS,Học lực,Học kỳ\nHS001,Yếu,1\nHS001,Khá,1\nHS002,Tuyệt,3\n' >bad.csv
as lan screen import bad.csv --lang en
is 1 "results that contradict each other"
says "bad.csv:3:2: contradicts line 2" "are told"
says 'bad.csv:4:3: no such term: "3"' "and a third term"
sed 's/,3$/,2/' bad.csv >bad2.csv
as lan screen import bad2.csv --lang en
says 'bad2.csv:4:2: unknown: "Tuyệt"; there are Xuất sắc, Giỏi' \
    "a result that is none"
printf 'Mã HS,Học lực\nHS001,Yếu\n' >bad.csv
as lan screen import bad.csv --lang en
is 1 "results of no term"
says "the term is not said; give it with --term" "are refused"
printf 'Mã HS,Ngày nghỉ\nHS001,20/10/2025\n' >bad.csv
as lan screen import bad.csv --lang en
says "bad.csv:1: no column says whether with leave" "nor absences of no kind"
as lan screen import pupils.csv --lang en
is 1 "a list of pupils"
says "the list has no columns of this" "is no list of absences"
printf 'Mã HS,Ngày nghỉ,Phép,Màu\nHS001,20/10/2025,K,x\n' >bad.csv
as lan screen import bad.csv --lang en
says 'unknown column "Màu"' "an unknown column"
take bad.csv --ignore Màu --dry-run
ok "is passed over"
printf 'Mã HS,Hôm vắng,Phép\nHS001,20/10/2025,K\n' >bad.csv
take bad.csv --map "Hôm vắng=date"
ok "a column is said"
sed 's/20/21/' bad.csv >bad2.csv
take bad2.csv
ok "and remembered"
json '$_->{mapping}[0]{from} eq "remembered" &&
    $_->{mapping}[0]{field} eq "date"' "for later lists"
as lan student import --show-map --format json
json '!@{$_->{remembered}}' "of this kind alone"
take days.csv --kind nothing
is 2 "no such kind"
take days.csv --year 1999-2001
is 2 "no such year"
take days.csv --month 13
is 2 "no such month"

# A day that has not been: the store's newest year is still to come.
sed 's/2025/2199/' pupils.csv >next.csv
printf 'Mã HS,Ngày nghỉ,Phép\nHS001,20/10/2090,K\n' >bad.csv
as lan screen import bad.csv --year 2090 --lang en
is 1 "a day in the future"
says "bad.csv:2:2: 20/10/2090 has not been yet" "is told"
printf 'Mã HS,Ngày nghỉ,Phép\nHS001,12/10/2025,K\n' >sunday.csv
as lan screen import sunday.csv --dry-run --lang en
says "sunday.csv:2:2: warning: 12/10/2025 is a day off: Sunday" "a Sunday"

# --- who ------------------------------------------------------------------------------

run --as lan staff add tam --role staff --name "Lê Thị Tâm"
run --as lan staff add bao --role reporter --name "Đỗ Văn Báo"
for who in hieu tam bao; do
	as $who screen import days.csv
	is 4 "not $who"
done
as lan ra-soat import days.csv
ok "under its Vietnamese name"

# --- a list whose pupils' files are joined later, and undone -------------------------

as lan fsck
ok "the store holds"
as lan student merge 1400100001 1400100002
ok "two files are joined"
take days.csv --lang en
is 1 "their absences contradict each other"
json '$_->{errors}[0]{message} =~ /contradicts/' "and that is told"
as lan undo
ok "they are apart again"
take days.csv
ok "and the list is as before"
json '$_->{unchanged} == 3' "to the day"
list=$(sqlite3 ctxh.db "SELECT min(op) FROM student_version")
as lan undo "$list" --lang en
is 6 "the pupils of a list that was taken in stay"
as lan fsck --rebuild
ok "the store holds"
# An id below another id's header: who alone has it is meant.
rm ctxh.db "$T/sheet"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
run --as lan student list --year 2023 --names --format csv
printf 'Mã học sinh,Ngày nghỉ,Phép\n%s,10/10/2023,K\n' \
    "$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f2)" >other.csv
run --as lan --format json screen import other.csv
json '$_->{created} == 1 && $_->{absences} == 1' "an id under another header"
printf 'Mã học sinh,Ngày nghỉ,Phép\nKHONG1,10/10/2023,K\n' >other.csv
as lan screen import other.csv
is 1 "one that nobody has"
finish
