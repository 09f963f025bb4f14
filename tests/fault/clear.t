#!/bin/sh
# Invariant 3: nothing about a person stands in clear in the store, in its
# journal at any moment, in temporary files or beside the keys.
. "$(dirname "$0")/fault.sh"
SCAN=$TOP/tests/fault/scan.pl
YEAR=$DATA/year/2023-2024.jsonl
TMPDIR=$T/tmp
export TMPDIR
mkdir "$TMPDIR" "$T/moments"

# The needles: all that the list and the year say of anybody.
perl -MJSON::PP -MEncode -CO -e '
	my ($list, $year) = @ARGV;
	my %all;
	open my $in, "<:encoding(UTF-8)", $list or die;
	my $header = <$in>;
	while (<$in>) {
		s/[\r\n]+$//;
		my @f = map { s/^"|"$//gr } /("[^"]*"|[^,]*)(?:,|$)/g;
		$all{$_}++ for @f;
		my ($d, $m, $y) = split m{/}, $f[4];
		$all{"$y-$m-$d"}++;
		$all{"$y$m$d"}++;
		(my $place = $f[11]) =~ s/^.*, //;
		$all{$place}++;
	}
	sub leaves {
		my $v = shift;
		return map { leaves($_) } ref $v eq "HASH" ? values %$v : @$v
		    if ref $v eq "HASH" || ref $v eq "ARRAY";
		return ref $v ? () : $v;
	}
	open $in, "<:raw", $year or die;
	while (<$in>) {
		for my $s (leaves(decode_json($_))) {
			next unless defined $s;
			$all{$s}++;
			$all{substr $s, 0, 10}++, $all{substr $s, 0, 16}++
			    if $s =~ /^\d{4}-\d\d-\d\d/;
		}
	}
	$all{decode("UTF-8", $_)}++ for qw(co-hanh-vi-bao-luc xam-hai bao-luc
	    tiep-nhan da-danh-gia dang-thuc-hien dang-hoc ho-ngheo can-ngheo
	    khuyet-tat VV-2023- nguy-co-bo-hoc nghi-khong-phep hoc-luc-yeu
	    nghi-hoc-duoi-30),
	    "Trường Tiểu học Chiềng Mung", "Chiềng Mung", "Nguyễn Thị Lan",
	    "Trần Văn Hiếu", "Một lý do rất riêng", "Đại úy Lò Văn Én",
	    "0212333444", "en.lo\@example.org", "UBND xã Chiềng Lạ",
	    "cong-an-xa", "Hội Khuyến học Chiềng Lạ", "nghi-hoc-duoi-30",
	    "to-chuc", "hoc bong cho em";
	delete $all{""};
	# What fold() makes of a name: no accents.
	use Unicode::Normalize;
	for my $s (keys %all) {
		my $t = NFD(lc $s) =~ s/\p{Mn}//gr =~ tr/\x{111}/d/r;
		$all{$t}++;
	}
	print "$_\n" for sort keys %all;
' "$LIST" "$YEAR" >"$T/needles" || exit 1
[ "$(grep -c . "$T/needles")" -gt 4000 ]
tap $? "needles: $(grep -c . "$T/needles")"
for text in "Phạm Gia Thuỷ" "pham gia thuy" 014216495000 1400100000 \
    0959778857 "Phạm Văn Sơn" co-hanh-vi-bao-luc VV-2023-; do
	grep -qxF "$text" "$T/needles" || tap 1 "a needle: $text"
done

# The scanner finds what is planted, in each of its forms.
bad=
for text in "Hạng Thị An" 014216495000 tiep-nhan; do
	echo "$text" >"$T/one"
	for hex in $(perl "$SCAN" --forms "$T/one"); do
		perl -e 'print "\x83" x 4097, pack("H*", $ARGV[0]),
		    "\0" x 100' "$hex" >"$T/planted"
		perl "$SCAN" "$T/one" "$T/planted" >/dev/null 2>&1 &&
		    bad="$bad $hex"
	done
done
equal "$bad" "" "a planted needle is found in every form"
cp "$LIST" "$T/planted"
perl "$SCAN" "$T/needles" "$T/planted" >"$T/out" 2>&1
equal "$?" 1 "the list itself is found"

# A whole year, every byte that it writes noted down.
new_store
rm -f "$T/sheet"	# on paper by now; it names the school
SHIM_TRACE=$T/moments/trace
traced() {
	code=0
	SHIM_TRACE=$SHIM_TRACE LD_PRELOAD=$SHIM "$CTXH" "$@" >"$T/out" \
	    2>"$T/err" </dev/null || code=$?
	out=$(cat "$T/out")
	err=$(cat "$T/err")
}
traced --as hieu staff add mai --role reporter --name "Trần Văn Hiếu"
ok "a reporter"
traced --as lan config set school.letterhead "Hạng Thị An"
ok "a setting"
traced --as lan student import --year 2023 "$LIST"
ok "a list"
# A workbook whose texts outgrow memory; out of a pipe it does so itself.
python3 "$TOP/tests/book.py" large.xlsx --csv "$LIST" 60000
before=$(wc -c <"$SHIM_TRACE")
traced --as lan student import --year 2023 large.xlsx --dry-run
ok "a large workbook"
[ $(($(wc -c <"$SHIM_TRACE") - before)) -gt 2000000 ]
tap $? "went to the disk in part"
before=$(wc -c <"$SHIM_TRACE")
cat large.xlsx | SHIM_TRACE=$SHIM_TRACE LD_PRELOAD=$SHIM "$CTXH" --as lan \
    student import --year 2023 - --dry-run >"$T/out" 2>"$T/err"
equal "$(cat "$T/err")" "" "and from a pipe"
[ $(($(wc -c <"$SHIM_TRACE") - before)) -gt 12000000 ]
tap $? "nearly all of it"
rm large.xlsx
traced --as lan record --batch "$YEAR"
ok "a year"
traced --as lan show VV-2023-0001 --names
ok "a case with names"
traced --as lan student find "pham gia thuy" --names
ok "a pupil by name"
traced --as lan student list --names
ok "a list with names"
traced --as lan student show 1400100000 --names
ok "a pupil"
traced --as lan consent give --student 1400100069 --scope chuyen-gui \
    --by cha-me --evidence "Một lý do rất riêng"
ok "a consent"
traced --as lan session --topic tam-ly --at 2025-11-05T09:00 \
    --note "Một lý do rất riêng"
ok "a session"
traced --as lan agency add ubnd-la --kind commune \
    --name "UBND xã Chiềng Lạ" --accepts chuyen-gui
ok "an agency"
traced --as lan agency contact cong-an-xa --person "Đại úy Lò Văn Én" \
    --phone 0212333444 --email en.lo@example.org
ok "a contact"
traced --as lan agency list --names
ok "contacts with names"
traced --as mai list
traced --as mai show VV-2023-0001 --names
is 4 "a refusal, which leaves a trace"
traced --as mai student find "pham gia thuy" --names
traced --as lan due --explain
traced --as lan report --year 2023 --term year
traced --as lan report note IV --year 2023 --term 1 \
    --text "Một lý do rất riêng"
ok "a part of a report"
traced --as lan report issue --year 2023 --term 1 --until 2023-12-20 \
    --number 05/BC --date 2023-12-22
ok "a report that is issued"
traced --as lan report --year 2023 --term 2
traced --as lan intake --student 1400100007 --via nguoi-khac-bao \
    --source gvcn --category xam-hai --abuse-kind tinh-duc \
    --initial-need tam-ly --condition "Một lý do rất riêng" \
    --received-at 2024-04-10T09:00
traced --as lan intake --student 1400100007 --via nguoi-khac-bao \
    --source gvcn --category bao-luc --initial-need tam-ly \
    --condition "Một lý do rất riêng" --received-at 2024-04-10T09:00
ok "an intake"
traced --as lan group add --student 1400100007 --group nghi-hoc-duoi-30 \
    --from 10/10/2023 --reason "Một lý do rất riêng"
ok "a pupil in a group"
traced --as lan group review NH-1 --status tien-bo --at 2024-01-10T09:00 \
    --note "Một lý do rất riêng"
ok "a review"
traced --as lan group list --names
ok "the group with names"
traced --as lan --format csv group list --names --year 2023
cp "$T/out" groups.csv
traced --as lan group import groups.csv
equal "$code" 0 "and read again"
rm groups.csv
traced --as lan resource add --partner "Hội Khuyến học Chiềng Lạ" \
    --partner-kind to-chuc --kind tien --value 500000 \
    --what "hoc bong cho em" --received-on 20/10/2023
ok "a gift"
traced --as lan resource use NL-3 --for nguoi-hoc --student 1400100007 \
    --kind tien --value 500000 --used-on 25/10/2023 \
    --note "Một lý do rất riêng"
ok "and its use"
traced --as lan resource show NL-3 --names
ok "with names"
{
	echo Mã định danh,Họ và tên,Ngày nghỉ,Phép,Lý do
	for day in 02 03 04 05 06; do
		echo "1400100005,Phạm Gia Thuỷ,$day/10/2023,K,Một lý do rất riêng"
	done
} >"$T/nghi.csv"
traced --as lan screen import --year 2023 "$T/nghi.csv"
ok "a list of absences"
printf 'Mã định danh,Học lực,Hạnh kiểm\n1400100006,Yếu,Khá\n' >"$T/hoc-luc.csv"
traced --as lan screen import --year 2023 --term 1 "$T/hoc-luc.csv"
ok "marks"
traced --as lan screen run --year 2023 --names
ok "screening"
traced --as lan screen accept 1400100005 --year 2023 \
    --group nguy-co-bo-hoc --evidence "Một lý do rất riêng" --at 2023-10-09
ok "a pupil whom it found"
traced --as lan screen dismiss 1400100006 --year 2023 \
    --reason "Một lý do rất riêng"
ok "another one, dismissed"
rm "$T/nghi.csv" "$T/hoc-luc.csv"
traced --as lan staff add mo --role staff --name "Trần Văn Hiếu"
traced --as lan mentor add --student 1400100005 --mentor mo \
    --category nghi-hoc-duoi-30 --from 10/10/2023 --goal "Một lý do rất riêng"
equal "$code" 0 "a mentor"
pair=$(echo "$out" | grep -o 'GD-[0-9]*' | head -n 1)
traced --as mo mentor contact "$pair" --on 11/10/2023 \
    --note "Một lý do rất riêng"
ok "who notes a contact"
traced --as mo mentor show "$pair" --names
ok "and reads"
traced --as lan mentor emulation
traced --as lan fsck --rebuild
ok "fsck --rebuild"
traced --as lan student import --year 2024 "$LIST"
ok "a second year"
traced --as lan undo
equal "$code" 0 "which is taken back"
traced --as lan undo "$(sqlite3 ctxh.db "SELECT max(id) FROM op")"
equal "$code" 0 "and done again"
traced --as lan undo --dry-run
equal "$code" 0 "and looked at"
[ "$(wc -c <"$SHIM_TRACE")" -gt 1000000 ]
tap $? "$(wc -c <"$SHIM_TRACE") bytes were written"

# A paper with names is made in memory: nothing is written but the store's own
# pages and the file that was asked for, which is its owner's alone.
mkdir "$T/papers"
for paper in "VV-2023-0001 intake --format docx" \
    "VV-2023-0001 assess --format html" "VV-2023-0001 log --format text"; do
	traced --as lan print $paper --names
	equal "$code" 0 "print $paper, with names"
	run --as lan print $paper --names -o "$T/papers/${paper##* }"
done
run --as lan print --all --names --year 2023 --form intake --format docx \
    -o "$T/papers"
[ "$(find "$T/papers" -type f | wc -l)" -ge 10 ]
tap $? "$(find "$T/papers" -type f | wc -l) papers with names"
equal "$(find "$T/papers" -type f -perm /077)" "" "are one's own"
equal "$(find "$TMPDIR" "$HOME" "$T/work" -type f ! -name ctxh.db)" "" \
    "and no other file is left"
rm -rf "$T/papers"
# Nor is there one for a moment: it does without any folder for them.
calls make --as lan print VV-2023-0001 intake --names --format docx >"$T/n"
equal "$(cat "$T/n")" 1 "no file but the journal is made for a paper"
kept=$TMPDIR
TMPDIR=$T/none
traced --as lan print VV-2023-0001 intake --names --format docx
equal "$code" 0 "nor is a folder for temporary ones needed"
TMPDIR=$kept
# libxlsxwriter makes some, of what holds no person.
for report in "report --format xlsx" "report --format docx" \
    "report --format html" "dashboard --format html" \
    "dashboard --format docx"; do
	traced --as lan $report --year 2023 --term year
	equal "$code" 0 "$report"
done
traced --as lan report --case VV-2023-0001 --names
equal "$code" 0 "a report on a case, with names"
equal "$(find "$TMPDIR" -type f)" "" "no temporary file is left"

# The journal and the store in the middle of things, as a crash leaves them.
cp ctxh.db "$T/kept.db"
moments() { # NAME MAX ARG...
	name=$1 max=$2
	shift 2
	n=$(calls write "$@")
	for i in $(points "$n" "$max"); do
		back
		shim write "$i" kill "$@"
		[ -f ctxh.db-journal ] &&
		    cp ctxh.db-journal "$T/moments/$name.$i"
		# Of the store only what differs from what was scanned.
		[ "$i" -lt "$n" ] || cp ctxh.db "$T/moments/$name.db"
	done
	back
}
moments import 3 --as lan student import --year 2025 "$LIST"
moments intake 5 $(intake 1400100008 12)
moments names 3 --as lan show VV-2023-0002 --names
head -n 20 "$YEAR" >"$T/few"
moments record 3 --as lan record --batch "$T/few"
[ "$(ls "$T/moments" | grep -cv 'db$')" -ge 12 ]
tap $? "hot journals: $(ls "$T/moments" | grep -cv 'db$')"

# A store in a folder of its own makes the journal and no other file.
back
equal "$(calls make --as lan student import --year 2025 "$LIST")" 1 \
    "no file but the journal is made"
back
equal "$(find "$TMPDIR" -type f)" "" "no temporary file is left"
equal "$(ls -A)" "ctxh.db" "nor one beside the store"

check "nothing in clear in the store" perl "$SCAN" "$T/needles" ctxh.db
check "nothing in clear at home" sh -c 'find "$@" -type f -print0 |
    xargs -0 perl '"'$SCAN' '$T/needles'" sh "$HOME" "$XDG_DATA_HOME" "$TMPDIR"
check "nothing in clear in any journal" sh -c 'perl "$@"/*' sh "$SCAN" \
    "$T/needles" "$T/moments"
equal "$(find "$HOME" "$XDG_DATA_HOME" "$TMPDIR" "$T/work" | grep -ciE \
    'chieng|pham|VV-2023|1400100')" 0 "nor in the name of a file"
finish
