#!/bin/sh
# The school's yearly plan: committee, tasks by month, and their activities.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
ok "a list"
cat >plan.json <<'END'
{"issued_on": "10/10/2023", "number": "15/KH-THCM", "budget": 20000000,
 "goal": "Mọi học sinh được an toàn",
 "committee": [{"name": "Sùng Thị Mảy", "role": "Trưởng ban, chỉ đạo chung"},
  {"name": "Giàng A Páo", "role": "Đầu mối, theo dõi khối 4, 5"}],
 "tasks": [
  {"what": "Tọa đàm với cha mẹ", "with": "Ban đại diện", "time": "HK II"},
  {"what": "Tuyên truyền phòng, chống bạo lực", "lead": "Đội",
   "time": "Tháng 11", "budget": 500000},
  {"what": "Sinh hoạt hè", "kind": "khac", "from": "2024-06-05",
   "to": "2024-06-30"}]}
END
run --as lan --format json yearplan add --json plan.json
json '$_->{entry} eq "KH-1" && $_->{register} eq "yearplan" && $_->{open} &&
    join(" ", map { "$_->{activity}:$_->{change}" } @{$_->{activities}}) eq
    "HD-2:new HD-3:new HD-4:new" && "@{$_->{next}}" eq "yearplan-end"' \
    "a plan makes its activities"
run --as lan --format json activity list --year 2023
json '@$_ == 3 && !grep { $_->{plan} ne "KH-1" } @$_' \
    "which say whose tasks they are"
json '$_->[0]{kind} eq "toa-dam" && $_->[1]{kind} eq "tuyen-truyen" &&
    $_->[2]{kind} eq "khac" && $_->[1]{budget} == 500000 &&
    $_->[0]{from} =~ /^2024-01-19/ && $_->[0]{to} eq "2024-05-31" &&
    $_->[1]{from} =~ /^2023-11-01/' "with all that the plan has"
run --as lan --format json yearplan list --year 2023
json '@$_ == 1 && $_->[0]{number} eq "15/KH-THCM" &&
    $_->[0]{year} eq "2023-2024" && $_->[0]{tasks_total} == 3 &&
    $_->[0]{tasks_late} == 3 && $_->[0]{tasks_held} == 0' "the list"
run --as lan --format json yearplan list --year 2024
json '!@$_' "a plan is of its school year"

# --- names -------------------------------------------------------------------
for format in text csv json jsonl; do
	for what in "list --year 2023" "show KH-1"; do
		run --as lan --format $format yearplan $what
		equal "$code" 0 "$what in $format"
		hasnt "Páo" "has no name"
		hasnt "Mảy" "of nobody"
	done
done
has "khối 4, 5" "but who does what"
as lan yearplan show KH-1 --names
has "Giàng A Páo: Đầu mối" "with names they are there"
has "Tháng 11/2023" "tasks by month"
run --as lan --format json yearplan show KH-1 --names
json '@{$_->{committee}} == 2 && $_->{committee}[1]{name} &&
    join(" ", map { $_->{month} } @{$_->{tasks}}) eq
    "2023-11 2024-01 2024-06" &&
    !grep { $_->{status} ne "late" } @{$_->{tasks}}' "all of it"
as lan log
has "entry show" "and leaves a trace"

# --- corrections -------------------------------------------------------------
as lan activity done HD-3 --on 20/11/2023 --students 100
ok "a session of a task"
as lan activity add HD-4 --amend --to 15/7/2024
ok "an activity is corrected by itself"
cat >amend.json <<'END'
{"tasks": [
  {"what": "Tọa đàm với cha mẹ học sinh", "activity": "HD-2",
   "time": "Tháng 3"},
  {"what": "SINH HOẠT  HÈ", "kind": "khac", "from": "2024-06-05",
   "to": "2024-06-30", "activity": "HD-4"},
  {"what": "Tập huấn cho giáo viên", "time": "Tháng 12", "lead": "BGH"}]}
END
sed 's/SINH HOẠT  HÈ/Sinh hoạt hè/' amend.json >same.json
run --as lan --format json yearplan add KH-1 --amend --json same.json
json 'join(" ", map { "$_->{activity}:$_->{change}" } @{$_->{activities}}) eq
    "HD-8:new HD-2:corrected HD-3:kept" && $_->{rules} eq "tt33-2018"' \
    "new, corrected, and kept for its session"
run --as lan --format json activity list --year 2023
json 'my %a = map { $_->{entry} => $_ } @$_;
    $a{"HD-2"}{from} =~ /^2024-03-01/ && $a{"HD-2"}{to} eq "2024-03-31" &&
    !exists $a{"HD-2"}{with} && $a{"HD-2"}{kind} eq "toa-dam" &&
    $a{"HD-4"}{to} eq "2024-07-15" && $a{"HD-3"}{open} &&
    $a{"HD-8"}{lead} eq "BGH" && $a{"HD-8"}{plan} eq "KH-1"' \
    "what the plan did not change stays"
run --as lan --format json yearplan show KH-1
json '@{$_->{tasks}} == 3 && $_->{tasks_total} == 4 && @{$_->{committee}} == 2' \
    "the plan as it is now"
run --as lan --format json yearplan add KH-1 --amend --json same.json
json '@{$_->{activities}} == 1 && $_->{activities}[0]{change} eq "kept"' \
    "the same once more changes nothing"
as lan undo
ok "is taken back"
printf '{"tasks":[{"what":"tap huan cho giao vien","time":"Tháng 12"}]}' >less.json
run --as lan --format json yearplan add 1 --amend --json less.json
json 'join(" ", map { "$_->{activity}:$_->{change}" } @{$_->{activities}}) eq
    "HD-8:corrected HD-2:ended HD-3:kept HD-4:ended"' \
    "the same words are the same task; others end"
run --as lan --format json activity show HD-2
json '!$_->{open} && $_->{status} eq "dropped"' "as not carried out"
has "KH-1" "and it is said why"
as lan undo
ok "one undo"
run --as lan --format json activity list --year 2023
json '@$_ == 4 && !grep { !$_->{open} } @$_' "takes all of it back"
for bad in '"activity":"HD-99"' '"activity":"KH-1"' '"activity":"x"'; do
	printf '{"tasks":[{"what":"X","time":"HK I",%s}]}' "$bad" >bad.json
	as lan yearplan add KH-1 --amend --json bad.json
	is 6 "a task of no activity of this plan: $bad"
done
printf '{"tasks":[{"what":"X","time":"HK I","activity":"HD-2"},
    {"what":"Y","time":"HK I","activity":"HD-2"}]}' >bad.json
as lan yearplan add KH-1 --amend --json bad.json
is 6 "two tasks of one activity"
printf '{"tasks":[{"what":"X"}]}' >bad.json
as lan --format json yearplan add KH-1 --amend --json bad.json
is 2 "a task without a time"
json '$_->{error}{where}{field} eq "tasks[0].time"' "its place"
printf '{"tasks":[{"what":"X","time":"HK I"},{"what":"Y","time":"lúc rảnh"}]}' >bad.json
as lan --format json yearplan add KH-1 --amend --json bad.json
is 2 "one that is not understood"
json '$_->{error}{where}{field} eq "tasks[1].time"' "its place"
printf '{"tasks":[{"what":"X","from":"2024-02-02","to":"2024-02-01"}]}' >bad.json
as lan yearplan add KH-1 --amend --json bad.json
is 6 "one that ends before it begins"
run --as lan --format json activity list --year 2023
json '@$_ == 4' "nothing was taken in"

# --- years -------------------------------------------------------------------
as lan yearplan add --number 20/KH-THCM --issued-on 20/8/2024
ok "a plan without tasks"
run --as lan --format json yearplan list --year 2024
json '@$_ == 1 && $_->[0]{year} eq "2024-2025"' \
    "of August is for the year to come"
as lan yearplan add --number 21/KH-THCM --issued-on 20/8/2024 --year 2023
ok "unless it says so"
as lan yearplan add --number 22/KH-THCM --issued-on 20/8/2024 --year xx
is 2 "no school year"
as lan yearplan add --issued-on 20/8/2024
is 2 "a number is needed"

# --- its number among the others --------------------------------------------
run --as lan --format json number list --year 2024
json '@$_ == 2' "numbers of plans"
has "KH-" "and whose they are"
run --as lan --format json yearplan add --number 20/KH-THCM \
    --issued-on 21/8/2024
json '$_->{notices}[0]{code} eq "number-again"' "the same once more is asked"
as lan undo
printf '{"number":"20/KH-THCM","issued_on":"2024-08-22"}\n' >b.jsonl
run --as lan --format json yearplan add --batch b.jsonl --dry-run
json '$_->{recorded} == 1 && $_->{notices}[0]{line} == 1 &&
    $_->{notices}[0]{code} eq "number-again"' "in a batch with its line"

# --- a batch -----------------------------------------------------------------
perl -MJSON::PP -0777 -ne '$p = decode_json($_); $p->{form} = "yearplan";
    $p->{number} = "30/KH"; $p->{label} = "p";
    print JSON::PP->new->utf8->canonical->encode($p), "\n"' plan.json >batch.jsonl
cat >>batch.jsonl <<END
{"form":"yearplan_end","entry":"@p","ended_on":"2024-05-30","reason":"thay"}
END
run --as lan --format json record --batch batch.jsonl
json '$_->{recorded} == 2 && $_->{cases}{p} =~ /^KH-/' "two documents"
number=$(value '$_->{cases}{p}')
run --as lan --format json yearplan show "$number"
json '!$_->{open} && $_->{tasks_dropped} == 3' \
    "what is left when a plan ends is not carried out"
as lan undo
ok "taken back"
as lan yearplan show "$number"
is 5 "the plan is gone"
run --as lan --format json activity list --year 2023
json '@$_ == 4' "with its activities"

# --- tables ------------------------------------------------------------------
cat >tasks.csv <<'END'
TT;Nội dung;Loại hoạt động;Chủ trì;Phối hợp;Thời gian;Kinh phí (đồng)
1;Ngày hội đọc sách;Câu lạc bộ;Thư viện;GVCN;Tháng 10;1.000.000
2;Tập huấn sơ cứu;;BGH;;Tháng 11;
END
printf 'Họ tên,"Chức vụ, nhiệm vụ"\nHà Thị Mến,Trưởng ban\n' >committee.csv
run --as lan --format json yearplan add --number 40/KH --issued-on 10/9/2025 \
    --tasks tasks.csv --committee committee.csv
json '@{$_->{activities}} == 2' "tasks and committee come from tables"
number=$(value '$_->{entry}')
run --as lan --format json yearplan show "$number" --names
json 'my ($t, $u) = @{$_->{tasks}}; @{$_->{tasks}} == 2 && $t->{kind} eq "cau-lac-bo" && $t->{with} eq "GVCN" &&
    $t->{budget} == 1_000_000 && $t->{month} eq "2025-10" &&
    $u->{lead} eq "BGH" && !exists $u->{budget}' "cell by cell"
has "Ngày hội đọc sách" "in its words"
has "Hà Thị Mến" "by its headers"
hasnt "Thời gian" "but for the headers"
iconv -f UTF-8 -t UTF-16 tasks.csv >utf16.csv
run --as lan --format json yearplan add "$number" --amend --tasks utf16.csv
json 'exists $_->{activities} && @{$_->{activities}} == 0' "the same in another encoding changes nothing"
sed 's/Tháng 11/lúc rảnh/' tasks.csv >bad.csv
run --as lan --format json yearplan add --number 41/KH --issued-on 10/9/2025 \
    --tasks bad.csv
is 2 "an item that is refused"
json '$_->{error}{where}{path} eq "bad.csv" &&
    $_->{error}{where}{line} == 3' "has its line"
sed '1s/Nội dung/Việc gì/' tasks.csv >bad.csv
as lan yearplan add --number 41/KH --issued-on 10/9/2025 --tasks bad.csv
is 1 "a column is missing"
says bad.csv:1 "it says where"
sed -n 1p tasks.csv >empty.csv
as lan yearplan add "$number" --amend --tasks empty.csv
is 1 "a table of nothing ends no task"
as lan yearplan add --number 41/KH --issued-on 10/9/2025 --goal - --tasks -
is 2 "standard input is read once"
as lan yearplan add --number 41/KH --issued-on 10/9/2025 --tasks none.csv
is 1 "a file that is not there"
run --as lan --format json yearplan list --year 2025
json '@$_ == 1' "nothing was taken in"

# --- in the editor -----------------------------------------------------------
cat >editor <<'END'
#!/bin/sh
cp "$1" seen
sed -i 's/Tập huấn cho giáo viên/Tập huấn cho giáo viên chủ nhiệm/' "$1"
END
chmod +x editor
EDITOR=./editor
export EDITOR
run --as lan --format json yearplan add KH-1 --amend --edit
json 'join(" ", map { "$_->{activity}:$_->{change}" } @{$_->{activities}}) eq
    "HD-8:corrected HD-3:kept"' "a task reworded in the editor stays itself"
check "the editor had it all" grep -q "Páo" seen

# --- tasks of the same words -------------------------------------------------
# Each goes on with its own activity, whichever is taken away or stands first.
cat >twice.json <<'END'
{"issued_on": "12/10/2023", "number": "16/KH-THCM", "tasks": [
  {"what": "Tuyên truyền", "lead": "Đội", "time": "Tháng 11"},
  {"what": "Tuyên truyền", "lead": "Đoàn", "time": "Tháng 12"}]}
END
run --as lan --format json yearplan add --json twice.json
plan=$(value '$_->{entry}') first=$(value '$_->{activities}[0]{activity}')
second=$(value '$_->{activities}[1]{activity}')
as lan activity done "$first" --on 10/11/2023 --sessions 1
ok "two tasks, and a session of the first"
cat >later.json <<'END'
{"tasks": [{"what": "Tuyên truyền", "lead": "Đoàn", "time": "Tháng 12"}]}
END
run --as lan --format json yearplan add "$plan" --amend --json later.json
json 'join(" ", map { "$_->{activity}:$_->{change}" } @{$_->{activities}}) eq
    "'"$first"':kept"' "the one that is gone was held"
run --as lan --format json activity show "$first"
json 'use utf8; $_->{documents}[0]{fields}{lead} eq "Đội" &&
    @{$_->{documents}} == 2' "and says what it was"
run --as lan --format json activity list --year 2023
json 'use utf8; my ($a) = grep { $_->{entry} eq "'"$second"'" } @$_;
    $a->{lead} eq "Đoàn" && $a->{status} eq "late"' "the other one is late"

# --- roles -------------------------------------------------------------------
as lan staff add binh --role staff --name "Bình"
as lan staff add rep --role reporter --name "Sở"
as binh yearplan list
is 4 "no list for staff"
as rep yearplan show KH-1
ok "the reporter reads it"
hasnt "Páo" "without names"
as rep yearplan show KH-1 --names
is 4 "which need the right"
as rep yearplan add --number 1/KH --issued-on 1/9/2024
is 4 "and records none"
as hieu yearplan add --number 31/KH-THCM --issued-on 1/9/2024
ok "the principal may"
as lan ke-hoach-nam end KH-1 --reason "thay bằng kế hoạch mới"
ok "an end"
as lan yearplan end KH-1
is 6 "not twice"
as lan fsck
ok "the store is sound"
as lan fsck --rebuild
ok "and stays so"
finish
