#include "people/class_next.h"

#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "people/class_name.h"
#include "rules/setting.h"
#include "text/fold.h"
#include "text/utf8.h"

#define LAST_GRADE	12
#define LAST_AGE	5	/* the year before grade 1 */

int
grades_load(ctxh *h, struct grades *g)
{
	static const struct {
		const char	*level;
		unsigned	 grades;
	} levels[] = {
		{ "mam-non", 0 }, { "tieu-hoc", 0x3e },
		{ "thcs", 0x3c0 }, { "thpt", 0x1c00 },
	};
	ctxh_value		*all;
	const ctxh_value	*item;
	const char		*s;
	size_t			 i, known;
	int			 rc, any = 0;

	memset(g, 0, sizeof(*g));
	if ((rc = settings_load(h, &all)) != CTXH_OK)
		return rc;
	VALUE_EACH(item, ctxh_value_get(all, "school.levels")) {
		known = 0;
		s = ctxh_value_str(item);
		for (i = 0; s != NULL && i < sizeof(levels) /
		    sizeof(levels[0]); i++)
			if (strcmp(levels[i].level, s) == 0) {
				g->taught |= levels[i].grades;
				g->nursery |= levels[i].grades == 0;
				known = 1;
			}
		any |= !known;	/* gdtx, chuyen-biet have all of them */
	}
	if (any)
		g->taught = 0;
	else if (g->nursery && g->taught == 0)
		g->taught = 1;	/* no grade at all */
	ctxh_value_free(all);
	return CTXH_OK;
}

static int
is_taught(const struct grades *g, int grade)
{
	return g->taught == 0 || (g->taught >> grade & 1) != 0;
}

static int
is_last(const struct grades *g, int grade)
{
	return grade >= LAST_GRADE || (g->taught != 0 && grade > 0 &&
	    is_taught(g, grade) && !is_taught(g, grade + 1));
}

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The age that a word says, and the word of the next year. */
static int
year_word(const char *s, size_t n, const char **next)
{
	struct buf	key = { 0 };
	int		age;

	fold(s, n, &key);
	age = class_year(key.data != NULL ? key.data : "", next);
	buf_free(&key);
	return age;
}

/* The next year's word, with a capital where this one has it. */
static void
put_word(struct buf *out, const char *next, const char *was)
{
	int capital = (unsigned char)*was < 0x80 && *was >= 'A' &&
	    *was <= 'Z';

	if (capital && *next >= 'a' && *next <= 'z') {
		buf_byte(out, *next - 'a' + 'A');
		next++;
	}
	buf_str(out, next);
}

/* A name with one of these words in it. */
static enum class_step
next_by_word(const char *name, struct buf *out, int *next)
{
	const char	*s, *word, *then;
	size_t		 n;
	int		 age;

	for (s = name; *s != '\0'; s = word + n) {
		word = s + strspn(s, " ");
		n = strcspn(word, " ");
		if ((age = year_word(word, n, &then)) == CLASS_NO_GRADE)
			continue;
		*next = age + 1;
		if (then == NULL)
			return STEP_DONE;
		buf_add(out, name, (size_t)(word - name));
		put_word(out, then, word);
		buf_str(out, word + n);
		return STEP_UP;
	}
	return STEP_KEPT;
}

/* Whether the word that begins there is "tuổi". */
static int
is_age_word(const char *s)
{
	struct buf	key = { 0 };
	int		is;

	fold(s, strcspn(s, " "), &key);
	is = key.len == 4 && memcmp(key.data, "tuoi", 4) == 0;
	buf_free(&key);
	return is;
}

/* The number of an age, "3" of "3 tuổi" and of "3-4 tuổi"; NULL: none.  *end
 * is behind the last of them. */
static const char *
find_age(const char *name, const char **end)
{
	const char *s, *p;

	for (s = name; *s != '\0'; s++) {
		if (!is_digit(*s) || (s > name && is_digit(s[-1])))
			continue;
		for (p = s; is_digit(*p) || *p == '-' ||
		    (*p == ' ' && (p[1] == '-' || p[-1] == '-')); p++)
			;
		*end = p;
		if (is_age_word(p + strspn(p, " ")))
			return s;
		s = p - 1;
	}
	return NULL;
}

static enum class_step
next_by_age(const char *name, struct buf *out, int *next)
{
	const char	*end, *s = find_age(name, &end);
	char		*rest;
	long		 age;

	if (s == NULL)
		return STEP_KEPT;
	age = strtol(s, &rest, 10);
	*next = (int)(age + 1);
	if (age >= LAST_AGE)
		return STEP_DONE;
	buf_add(out, name, (size_t)(s - name));
	buf_fmt(out, "%ld", age + 1);
	for (; rest < end; rest++) {
		if (!is_digit(*rest)) {
			buf_byte(out, *rest);
			continue;
		}
		buf_fmt(out, "%ld", strtol(rest, &rest, 10) + 1);
		rest--;
	}
	buf_str(out, end);
	return STEP_UP;
}

/* Behind "Lớp ", where a name has it. */
static const char *
behind_word(const char *name)
{
	struct buf	 key = { 0 };
	const char	*s = name;
	size_t		 n = strcspn(name, " ");

	fold(name, n, &key);
	if (key.len == 3 && memcmp(key.data, "lop", 3) == 0 && name[n] == ' ')
		s = name + n + 1;
	buf_free(&key);
	return s;
}

/* A name that begins with the grade. */
static enum class_step
next_by_grade(const char *name, int grade, const struct grades *g,
    struct buf *out, int *next)
{
	const char	*s = behind_word(name);
	char		*rest;
	long		 n = is_digit(*s) ? strtol(s, &rest, 10) : -1;

	if (n >= 0 && n <= LAST_GRADE && (grade < 0 || grade == n)) {
		*next = (int)n + 1;
		if (is_last(g, (int)n))
			return STEP_DONE;
		buf_add(out, name, (size_t)(s - name));
		buf_fmt(out, "%ld", n + 1);
		buf_str(out, rest);
		return STEP_UP;
	}
	*next = grade >= 0 ? grade + 1 : -1;
	return grade >= 0 && is_last(g, grade) ? STEP_DONE : STEP_KEPT;
}

enum class_step
class_next(const char *name, int grade, const struct grades *g,
    struct buf *out, int *next)
{
	enum class_step	step = STEP_KEPT;
	int		school = g->taught != 1;	/* has grades */

	if (g->nursery && (step = next_by_age(name, out, next)) == STEP_KEPT)
		step = next_by_word(name, out, next);
	/* From the last age a school that has grade 1 leads on to it, but
	 * nothing says to which class. */
	if (step == STEP_DONE && school && is_taught(g, 1)) {
		step = STEP_KEPT;
		*next = 1;
	} else if (step == STEP_KEPT && school)
		step = next_by_grade(name, grade, g, out, next);
	else if (step == STEP_KEPT) {
		*next = grade >= 0 ? grade + 1 : -1;
		step = grade >= LAST_AGE ? STEP_DONE : STEP_KEPT;
	}
	if (step == STEP_KEPT)
		buf_str(out, name);
	return step;
}
