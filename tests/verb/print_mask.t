#!/bin/sh
# What ctxh print keeps to itself: without --names all that names somebody,
# with --for all that names another pupil of the case, however it is written.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
PATH=/usr/bin:$PATH
READ=$TOP/tests/verb/print.py
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
as lan staff add nam --role staff --name "Tòng Văn Nam"
# One in small and decomposed letters, with a letter behind it that tells two of
# one name apart.
low=$(printf 'đe\314\200o  thị dợ b')
cat >pupils.csv <<X
Mã học sinh,Số định danh cá nhân,Họ và tên,Ngày sinh,Giới tính,Lớp,Họ tên cha,SĐT cha
1400100001,014315000011,Hoàng Thị Mai,02/03/2015,Nữ,4A,,
1400100002,014215000012,Vàng A Páo,05/06/2015,Nam,4A,Vàng Chống Vừ,0911222333
1400100003,014315000013,Cà Thị Xuân Mai,07/08/2015,Nữ,5B,Đã mất,Không
1400100004,014315000014,lò  thị   nhọt,09/09/2015,Nữ,5B,,
1400100005,014315000015,Đứa,10/10/2015,Nữ,5B,Bà nội,
1400100006,014315000016,$low,11/10/2015,Nữ,5B,Cà Văn Bình,
X
run --as lan student import pupils.csv --year 2025
ok "six pupils"

# Each way to write of Páo, and of others, that a narrative may have.
nfd=$(printf 'Pa\314\201o')
soft=$(printf 'Pá\302\255o')
joined=$(printf 'Pá\342\200\214o')
TRAPS="Páo; PÁO và páo chạy; em páo, của páo; Pao; $nfd; “Páo”; (Páo); 'Páo's; Páo-Páo/Páo→Páo… «Páo»"
TRAPS="$TRAPS $soft $joined A Páo a páo VÀNG A PÁO vang a pao Vàng A số 1400100002 và 014215000012, 014215000012."
TRAPS="$TRAPS Xuân Mai; Cà Thị Xuân Mai; CÀ THỊ; thị xuân mai; Ỏm; văn ỏm; Quàng Ỏm; Nhọt; Lò Thị Nhọt; lò thị nhọt; Tuộm; Đinh Văn Tuộm; Đứa; Dợ; dợ b; em dợ; Đèo Dợ."
TRAPS="$TRAPS VàngAPáo, CàThịXuânMai, XuânMai; con bố Vàng Chống Vừ, Chống Vừ, VÀNG VỪ, gọi 0911222333, 0911 222 333, 0911.222.333, +84911222333; sinh 05/06/2015, 5/6/2015, 05/6/2015, 2015-06-05, ngày 5 tháng 6 năm 2015; 09/09/2015, 014315000014."
PLAIN="Bố em đã mất, em không đến lớp; ở với mẹ và bà nội; cô Cà Văn Sen dạy hôm sau."
OWN="Hoàng Thị Mai, HOÀNG THỊ MAI và Thị Mai"
M=2025-10
traps() { printf '%s' "$TRAPS $PLAIN $OWN" | sed 's/"/\\"/g'; }
S='{"student":"1400100001","role":"nguoi-bi-hai"},{"student":"1400100002","role":"nhan-chung"},{"student":"1400100003","role":"nguoi-gay-hai"},{"student":"1400100005","role":"lien-quan"},{"student":"1400100006","role":"lien-quan"},{"origin":"truong-khac","role":"lien-quan","name":"Quàng Văn Ỏm","school":"Trường Ỏm"}'
intake() { # STUDENTS
	printf '%s' "{\"form\":\"intake\",\"label\":\"a\",\"received_at\":\"$M-03T08:05:00+07:00\",\"via\":\"truc-tiep\",\"source\":\"gvcn\",\"category\":\"bao-luc\",\"special_group\":\"d\",\"self_harm\":true,\"students\":[$1],\"place\":\"Bí mật 01\",\"condition\":\"Bí mật 02 $(traps)\",\"foreseen_harm\":\"Bí mật 03\",\"father_name\":\"Hoàng Văn Sươn\",\"mother_name\":\"Lường Thị Hịa\",\"family\":\"Bí mật 04\",\"carer\":\"Bí mật 05\",\"actions_taken\":\"Bí mật 06 Sươn\",\"initial_need\":[\"tam-ly\"],\"informant_consents\":true,\"informant_name\":\"Đinh Văn Tuộm\",\"informant_phone\":\"0900000001\",\"informant_address\":\"Bí mật 07\",\"informant_note\":\"Bí mật 08\"}"
}
{
	intake "$S,{\"student\":\"1400100004\",\"role\":\"lien-quan\"}"
	cat <<X

{"form":"assess","case":"@a","assessed_at":"$M-04T09:00:00+07:00","consulted":["nguoi-hoc"],"opinion":"Bí mật 09 $(traps)","verified":"Bí mật 10 $(traps)","harm_level":"thap","harm_continues":"thap","harm_access":"thap","harm_obstacles":"thap","protect_self":"thap","protect_reach":"thap","protect_tell":"thap","protect_watched":"thap","health":"Bí mật 11","causes":"Bí mật 12 $(traps)","needs":["tam-ly"],"level":"thap","route":"tai-truong","conclusion":"Bí mật 13 $(traps)"}
{"form":"plan","case":"@a","submitted_at":"$M-05T10:00:00+07:00","needs":["tam-ly"],"goals":["Bí mật 14 $(traps)"],"activities":[{"what":"Bí mật 15 $(traps)","who":"Bí mật 16 $(traps)","with":"Bí mật 17 $(traps)","provider":"Bí mật 18","from":"$M-06","to":"$M-20","resources":"Bí mật 19 Páo","expected":"Bí mật 20 Páo"}]}
{"form":"decision","case":"@a","decided_at":"$M-06T07:30:00+07:00","verdict":"approved","reason":"Bí mật 21 $(traps)","signed_by":"Bí Mật Ký","on_paper":"15/QĐ-TH gửi Páo"}
{"form":"progress","case":"@a","done_at":"$M-10T09:00:00+07:00","status":"dang-lam","result":"Bí mật 22 $(traps)","adjustment":"Bí mật 23 Páo"}
{"form":"consent","case":"@a","student":"1400100002","given_at":"$M-10T10:00:00+07:00","by":"cha-me","scope":"chuyen-gui","evidence":"Bí mật 24 $(traps)"}
{"form":"refer","case":"@a","sent_at":"$M-11T08:30:00+07:00","agency":"ubnd-xa","kind":"chuyen-gui","method":"cong-van","letter_no":"07/TH gửi Páo","letter_date":"$M-12","basis":"luat-quy-dinh","reason":"Bí mật 25 $(traps)","summary":"Bí mật 26 $(traps)"}
{"form":"follow","case":"@a","answered_at":"$M-15T09:00:00+07:00","agency":"ubnd-xa","status":"da-nhan","note":"Bí mật 27 $(traps)"}
{"form":"review","case":"@a","reviewed_at":"$M-24T09:00:00+07:00","harm_level":"thap","harm_access":"thap","harm_obstacles":"thap","outcome":"ket-thuc","conclusion":"Bí mật 28 $(traps)"}
{"form":"close","case":"@a","closed_on":"$M-25T09:00:00+07:00","close_reason":"het-nguy-co","note":"Bí mật 29 $(traps)"}
X
} >batch
run --as lan record --batch batch
ok "a case whose narratives name everybody"
intake "$S" | fields >amended
run --as lan intake 1 --amend --json amended
ok "its intake is amended: one pupil was not there"

# ---- without names ----

everything() { # FOLDER [OPTION...]
	dir=$1
	shift
	for format in text html docx; do
		run --as lan print VV-2025-0001 --all --format $format -o "$dir" "$@"
		[ "$code" -eq 0 ] || tap 1 "all as $format"
		for what in log handover; do
			run --as lan print VV-2025-0001 $what --format $format \
			    -o "$dir/$what.$format" "$@"
			[ "$code" -eq 0 ] || tap 1 "$what as $format"
		done
	done
	for f in "$dir"/*.docx; do
		unzip -p "$f" docProps/core.xml
		unzip -p "$f" 'word/*.xml' | sed 's/<[^>]*>//g'
	done >"$dir/parts.txt"
	cat "$dir"/*.html >"$dir/source.txt"
	# Letters without accents, as all are compared.
	python3 "$READ" text "$dir"/* >"$dir.txt"
	ls "$dir" >>"$dir.txt"
	python3 -c 'import re, sys, unicodedata
s = unicodedata.normalize("NFD", sys.stdin.read()).replace("đ", "d")
s = "".join(c for c in s.replace("Đ", "D")
    if unicodedata.category(c) not in ("Mn", "Cf"))
print(" " + " ".join(re.findall(r"\w+", s.lower())) + " ")' \
	    <"$dir.txt" >"$dir.key"
}
key_hasnt() { # FILE NAME WORDS...
	file=$1 name=$2 found=
	shift 2
	for w; do
		grep -q -- " $w " "$file" && found="$found $w"
	done
	equal "$found" "" "$name"
}
everything plain
key_hasnt plain.key "without --names: no name" pao "hoang thi" mai "xuan mai" \
    nhot om tuom dua suon hia deo "nguyen thi lan" "tran van hieu" "bi mat ky"
key_hasnt plain.key "no id" 1400100001 1400100002 1400100003 014315000011 \
    014215000012 0900000001 4a 5b
key_hasnt plain.key "no day of birth" "02 03 2015" "05 06 2015" "07 08 2015"
key_hasnt plain.key "and no narrative" "bi mat"
check "initials" grep -q 'H.T.M., khối 4, nữ' plain.txt
check "of small letters" grep -q 'Đ.T.D.B., khối 5' plain.txt
check "of one word" grep -q 'Đ., khối 5' plain.txt
check "initials of who is not on the list" grep -q 'Q.V.Ỏ.' plain.txt
run --as lan log --format json
before=$out
run --as lan print 1 intake
run --as lan log --format json
equal "$out" "$before" "without names there is no trace"

# ---- for one ----

others="pao vang 014215000012 1400100002 nhot om quang tuom dua deo"
others="$others 1400100003 014315000013 1400100004 vangapao cathixuanmai"
others="$others 0911222333 84911222333 014315000014"
# shellcheck disable=SC2086
for who in 1400100001 014315000011; do
	everything for-mai-$who --names --for $who
	key_hasnt for-mai-$who.key "for one ($who): nobody else" $others \
	    "xuan mai" "ca thi" "thi xuan" "chong vu" "05 06 2015" \
	    "5 6 2015" "2015 06 05" "09 09 2015" "vang vu" xuanmai "0911 222 333" \
	    "05 6 2015" "5 thang 6 nam 2015"
	key_hasnt for-mai-$who.key "not what was told by another" "bi mat 07" \
	    "bi mat 08" "bi mat 24" 0900000001
	check "nor one with a letter behind" sh -c "! grep -i 'Dợ' for-mai-$who.txt"
	check "the own name stays" grep -q 'Hoàng Thị Mai' for-mai-$who.txt
	check "and what is no name" grep -q \
	    'mất, em không đến lớp; ở với mẹ và bà nội; cô Cà Văn Sen dạy hôm sau' \
	    for-mai-$who.txt
	check "in capitals" grep -q 'HOÀNG THỊ MAI' for-mai-$who.txt
	check "and its last two words" grep -q ' Thị Mai' for-mai-$who.txt
	check "and what is told" grep -q 'Bí mật 13' for-mai-$who.txt
done
everything for-pao --names --for 1400100002
# shellcheck disable=SC2086
key_hasnt for-pao.key "for a witness: nobody else" mai "hoang thi" nhot om \
    quang tuom dua 1400100001 1400100003 suon hia
key_hasnt for-pao.key "not what is told of whom it happened to" "bi mat 04" \
    "bi mat 05" "bi mat 09" "bi mat 11"
check "nor in a box" sh -c \
    "! grep -E '(☒.|: )Trẻ em khuyết tật|tự hại: (có|☒)' for-pao.txt"
check "which she may read" grep -qE '(☒.|: )Trẻ em khuyết tật' \
    for-mai-1400100001.txt
check "his own name stays" grep -q 'Vàng A Páo' for-pao.txt
check "and his consent" grep -q 'Bí mật 24' for-pao.txt
everything bare --for 1400100002
key_hasnt bare.key "for a witness, without names" pao mai "bi mat" nhot om tuom
run --as lan print 1 intake --for 1400100004
is 5 "for one who was not there after all"
hasnt Nhọt "whose name is not in the message"
run --as lan print 1 intake --for 1400100099
is 5 "for nobody of the school"
mkdir year
run --as lan print --all --year 2025 --for 1400100004 -o year
equal "$code $(ls year)" "0 " "cases that he is not on are passed over"

# ---- who may ----

for who in bao nam; do
	as $who print 1 intake --names
	is 4 "$who may not"
	hasnt "Mai" "and sees nothing"
	as $who print 1 intake
	is 4 "without names neither"
done
for who in bao nam; do
	as $who print --blank plan
	ok "an empty form is for everybody: $who"
	hasnt Mai "and names nobody"
done
run --as lan log --format json
has '"print"' "which left a trace"
count() {
	run --as lan log --format json
	grep -c '"print"' "$T/out"
}
n=$(count)
rm -rf year
run --as lan print 1 --all --names -o year
equal "$(($(count) - n))" 1 "with names: one trace for all of them"
equal "$(find year -type f ! -perm 600)" "" "and files for the owner alone"
run --as lan print 1 intake -o open.txt
chmod 644 open.txt
run --as lan print 1 intake --names -o open.txt
equal "$(stat -c %a open.txt)" 600 "also in the place of an open one"

# ---- who was called otherwise ----

sed 's/Vàng A Páo/Vàng Minh Đức/; s/Cà Thị Xuân Mai/Cà Thị Hạnh/; s/Hoàng Thị Mai/Hoàng Thị Đào/' \
    pupils.csv >later.csv
run --as lan student import later.csv --year 2026
ok "in the next year three have other names"
everything later --names --for 1400100001
key_hasnt later.key "what was told does not give away the old ones" pao vang \
    "xuan mai" "ca thi" 1400100002
check "but the own one stays" grep -q 'Hoàng Thị Mai' later.txt
check "beside the new one" grep -q 'Hoàng Thị Đào' later.txt
finish
