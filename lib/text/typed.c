#include "text/typed.h"

#include <stdio.h>
#include <string.h>

#include "text/fold.h"

#define TEXT_MAX 128
#define WORDS_MAX 12
#define PLAIN_MAX 64

/* The words of a text as they stand there, and the next one to be taken. */
struct words {
	struct word {
		const char	*s;
		size_t		 len;
		char		 folded[16];	/* "" where it is longer */
	}	 list[WORDS_MAX];
	size_t	 n, at;
	int	 nomem;
};

static int
fold_word(struct word *w)
{
	struct buf	b = { 0 };
	int		failed;

	w->folded[0] = '\0';
	fold(w->s, w->len, &b);
	failed = buf_failed(&b);
	if (!failed && b.len < sizeof(w->folded) && b.data != NULL)
		memcpy(w->folded, b.data, b.len + 1);
	buf_free(&b);
	return failed ? -1 : 0;
}

/* Cuts at blanks, commas and brackets; -1 where it is too much for a date. */
static int
cut(const char *s, struct words *ws)
{
	static const char	 between[] = " ,()";
	struct word		*w;

	memset(ws, 0, sizeof(*ws));
	if (strlen(s) > TEXT_MAX)
		return -1;
	for (s += strspn(s, between); *s != '\0'; s += strspn(s, between)) {
		if (ws->n == WORDS_MAX)
			return -1;
		w = &ws->list[ws->n++];
		w->s = s;
		w->len = strcspn(s, between);
		s += w->len;
		if (fold_word(w) != 0) {
			ws->nomem = 1;
			return -1;
		}
	}
	return 0;
}

/* The i-th word that is not taken yet, folded; "" behind the last. */
static const char *
peek(const struct words *ws, size_t i)
{
	return ws->at + i < ws->n ? ws->list[ws->at + i].folded : "";
}

static int
take_word(struct words *ws, const char *word)
{
	if (strcmp(peek(ws, 0), word) != 0)
		return 0;
	ws->at++;
	return 1;
}

/* From Monday on: behind "thu", in digits, in English and cut short. */
static const char *const names[][5] = {
	{ "hai", "2", "t2", "monday", "mon" },
	{ "ba", "3", "t3", "tuesday", "tue" },
	{ "tu", "4", "t4", "wednesday", "wed" },
	{ "nam", "5", "t5", "thursday", "thu" },
	{ "sau", "6", "t6", "friday", "fri" },
	{ "bay", "7", "t7", "saturday", "sat" },
	{ "nhat", "", "cn", "sunday", "sun" },
};

/* Whether so many words (one or two) are this day. */
static int
is_weekday(const struct words *ws, size_t day, size_t n)
{
	const char	*before = day + 1 == SUNDAY ? "chu" : "thu";
	const char	*first = peek(ws, 0), *second = peek(ws, 1);

	if (n == 2)
		return strcmp(first, before) == 0 && *second != '\0' &&
		    (strcmp(second, names[day][0]) == 0 ||
		    strcmp(second, names[day][1]) == 0);
	return *first != '\0' && (strcmp(first, names[day][2]) == 0 ||
	    strcmp(first, names[day][3]) == 0 ||
	    strcmp(first, names[day][4]) == 0);
}

/* Takes a weekday, once.  Two words first: "Thu" alone is English. */
static void
take_weekday(struct words *ws, enum weekday *said)
{
	size_t i, n;

	for (n = 2; *said == 0 && n > 0; n--)
		for (i = 0; *said == 0 && i < SUNDAY; i++)
			if (is_weekday(ws, i, n)) {
				*said = (enum weekday)(i + 1);
				ws->at += n;
			}
}

static int
is_number(const struct word *w, size_t least, size_t most)
{
	return w->len >= least && w->len <= most &&
	    strspn(w->s, "0123456789") >= w->len;
}

/* "03 tháng 01 năm 2024" as 03/01/2024. */
static int
take_long_date(struct words *ws, char *plain)
{
	const struct word *w = &ws->list[ws->at];

	if (ws->at + 5 > ws->n || strcmp(w[1].folded, "thang") != 0 ||
	    strcmp(w[3].folded, "nam") != 0 || !is_number(&w[0], 1, 2) ||
	    !is_number(&w[2], 1, 2) || !is_number(&w[4], 4, 4))
		return 0;
	ws->at += 5;
	(void)snprintf(plain, PLAIN_MAX, "%.2s/%.2s/%.4s", w[0].folded,
	    w[2].folded, w[4].folded);
	return 1;
}

/* The next word as it stands, behind what plain has. */
static int
take_as_is(struct words *ws, char *plain)
{
	const struct word	*w = &ws->list[ws->at];
	size_t			 len = strlen(plain);

	if (ws->at == ws->n || w->s[0] < '0' || w->s[0] > '9' ||
	    len + w->len + 2 > PLAIN_MAX)
		return 0;
	if (len > 0)
		plain[len++] = ' ';
	memcpy(plain + len, w->s, w->len);
	plain[len + w->len] = '\0';
	ws->at++;
	return 1;
}

/* "5.9.2024" as 5/9/2024: all of a word is digits and two dots. */
static int
mend_dots(char *s)
{
	size_t	n = strcspn(s, " "), i;
	int	dots = 0;

	if (strspn(s, "0123456789.") < n)
		return 0;
	for (i = 0; i < n; i++)
		dots += s[i] == '.';
	for (i = 0; dots == 2 && i < n; i++)
		if (s[i] == '.')
			s[i] = '/';
	return dots == 2;
}

/* "9h30" behind a date as 9:30, and "9h" as 9:00. */
static int
mend_hour(char plain[PLAIN_MAX])
{
	char	*time = strrchr(plain, ' ');
	size_t	 n = time == NULL ? 0 : strspn(time + 1, "0123456789");

	if (n == 0 || time[1 + n] != 'h')
		return 0;
	time[1 + n] = ':';
	if (time[2 + n] == '\0' && strlen(plain) + 3 <= PLAIN_MAX)
		strcat(plain, "00");
	return 1;
}

/* What stands there in the form that the strict readers take.  -1 where it
 * has none of the words that make it one for this reader. */
static int
make_plain(const char *s, char plain[PLAIN_MAX], struct typed *t)
{
	struct words	ws;
	int		worded;

	plain[0] = '\0';
	if (cut(s, &ws) != 0) {
		if (ws.nomem)
			t->why = DATE_NOMEM;
		return -1;
	}
	take_weekday(&ws, &t->said);
	worded = take_word(&ws, "ngay");
	if (take_long_date(&ws, plain))
		worded = 1;
	else if (!take_as_is(&ws, plain))
		return -1;
	take_weekday(&ws, &t->said);
	(void)take_as_is(&ws, plain);
	take_weekday(&ws, &t->said);
	worded |= mend_dots(plain) | mend_hour(plain);
	return ws.at == ws.n && (worded || t->said != 0) ? 0 : -1;
}

static int
check_weekday(int64_t day, struct typed *t)
{
	t->day = day;
	if (t->said == 0 || day_weekday(day) == t->said)
		return 0;
	t->why = DATE_WEEKDAY;
	return -1;
}

int
typed_date(const char *s, int64_t *day, struct typed *t)
{
	char plain[PLAIN_MAX];

	memset(t, 0, sizeof(*t));
	if (date_parse(s, day, &t->why) == 0)
		return 0;
	if (t->why != DATE_SHAPE || make_plain(s, plain, t) != 0 ||
	    date_parse(plain, day, &t->why) != 0)
		return -1;
	if (check_weekday(*day, t) == 0)
		return 0;
	*day = 0;
	return -1;
}

int
typed_moment(const char *s, int64_t *moment, int *has_time, struct typed *t)
{
	char plain[PLAIN_MAX];

	memset(t, 0, sizeof(*t));
	if (moment_parse(s, moment, has_time, &t->why) == 0)
		return 0;
	if (t->why != DATE_SHAPE || make_plain(s, plain, t) != 0 ||
	    moment_parse(plain, moment, has_time, &t->why) != 0)
		return -1;
	if (check_weekday(day_of(*moment), t) == 0)
		return 0;
	*moment = 0;
	*has_time = 0;
	return -1;
}

/* ---- the question ---- */

static const char *
weekday_text(const ctxh *h, enum weekday w)
{
	const char *const texts[] = { T(h, "a Monday"), T(h, "a Tuesday"),
	    T(h, "a Wednesday"), T(h, "a Thursday"), T(h, "a Friday"),
	    T(h, "a Saturday"), T(h, "a Sunday") };

	return texts[w - 1];
}

/* Appends the date where it is one and has the weekday. */
static void
offer(const ctxh *h, char *out, struct civil c, enum weekday said,
    int month_wrong)
{
	size_t	len = strlen(out);
	char	text[11];

	if (civil_check(c) != DATE_OK || day_weekday(day_from_civil(c)) != said)
		return;
	(void)date_show(day_from_civil(c), text);
	(void)snprintf(out + len, TYPED_QUESTION - len, month_wrong ?
	    T(h, ", or %s if the month is wrong") :
	    T(h, ", or %s if the year is wrong"), text);
}

const char *
typed_question(const ctxh *h, const struct typed *t, char out[TYPED_QUESTION])
{
	enum weekday	is = day_weekday(t->day);
	struct civil	c = civil_from_day(t->day), other;
	char		date[11], near[11];
	int		step, i;

	/* The nearest day of that name lies at most three days off. */
	step = ((int)t->said - (int)is + 10) % 7 - 3;
	(void)date_show(t->day, date);
	(void)date_show(t->day + step, near);
	(void)snprintf(out, TYPED_QUESTION, T(h, "%s is %s, not %s; do you "
	    "mean %s"), date, weekday_text(h, is),
	    weekday_text(h, t->said), near);
	for (i = -1; i <= 1; i += 2) {
		other = c;
		other.year += i;
		offer(h, out, other, t->said, 0);
		other = c;
		other.month += i;
		offer(h, out, other, t->said, 1);
	}
	if (strlen(out) + 1 < TYPED_QUESTION)
		strcat(out, "?");
	return out;
}

/* Why a text is no date, or no moment. */
static int
refuse(ctxh *h, const struct typed *t, const char *text, int moment)
{
	char question[TYPED_QUESTION];

	switch (t->why) {
	case DATE_NOMEM:
		return fail_nomem(h);
	case DATE_WEEKDAY:
		return fail(h, CTXH_EUSAGE, "%s", typed_question(h, t,
		    question));
	case DATE_NONE:
		return fail(h, CTXH_EUSAGE, moment ?
		    T(h, "no such date or time: \"%s\"") :
		    T(h, "no such date: \"%s\""), text);
	case DATE_RANGE:
		return fail(h, CTXH_EUSAGE,
		    T(h, "year out of range: \"%s\"; it is 1900 to 2199"),
		    text);
	default:
		return fail(h, CTXH_EUSAGE, moment ?
		    T(h, "not a time: \"%s\"; write dd/mm/yyyy hh:mm") :
		    T(h, "not a date: \"%s\"; write dd/mm/yyyy"), text);
	}
}

EXPORT int
ctxh_date_parse(ctxh *h, const char *text, int64_t *day)
{
	struct typed t;

	return typed_date(text, day, &t) == 0 ? CTXH_OK :
	    refuse(h, &t, text, 0);
}

EXPORT int
ctxh_time_parse(ctxh *h, const char *text, int64_t *moment, int *has_time)
{
	struct typed	t;
	int		timed, rc;

	rc = typed_moment(text, moment, &timed, &t);
	if (has_time != NULL)
		*has_time = timed;
	return rc == 0 ? CTXH_OK : refuse(h, &t, text, 1);
}
