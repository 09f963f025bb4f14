/* Whom a document names, and how they may be shown. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/find.h"
#include "people/student.h"
#include "print/print.h"
#include "report/words.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/utf8.h"

#define MASKED	"(người học khác, không nêu)"
#define UNKNOWN	"(chưa rõ họ tên)"

static struct person_shown *
cast_new(ctxh *h, struct cast *c)
{
	struct person_shown *p;

	if (mem_grow((void **)&c->list, &c->cap, c->n + 1,
	    sizeof(*c->list)) != 0) {
		(void)fail_nomem(h);
		return NULL;
	}
	p = &c->list[c->n++];
	memset(p, 0, sizeof(*p));
	return p;
}

/* What the register says of a pupil now. */
static int
look_up(ctxh *h, struct person_shown *p)
{
	int rc;

	p->subject = 1;
	if ((rc = student_facts(h, p->number, &p->facts)) == CTXH_OK)
		rc = student_person(h, p->number, &p->person);
	return rc;
}

int
cast_add_pupil(ctxh *h, struct cast *c, int64_t number)
{
	struct person_shown *p = cast_new(h, c);

	if (p == NULL)
		return h->status;
	p->number = number;
	return look_up(h, p);
}

/* What a code of an item says; NULL where it has none. */
static const char *
item_words(const struct field *list, const ctxh_value *item, const char *id)
{
	const struct field *f = list != NULL ? fieldset_find(&list->set, id) :
	    NULL;

	return f != NULL && f->codes != NULL ? code_words(f->codes,
	    get_text(item, id)) : NULL;
}

/* Somebody of another school, a grown-up, or nobody knows who. */
static int
look_at(ctxh *h, struct person_shown *p, const ctxh_value *item,
    const ctxh_value *person)
{
	p->facts = ctxh_value_copy(item);
	p->person = person != NULL ? ctxh_value_copy(person) :
	    ctxh_value_object();
	return p->facts != NULL && p->person != NULL ? CTXH_OK :
	    fail_nomem(h);
}

struct person_shown *
cast_find(const struct cast *c, int64_t number)
{
	struct person_shown *p;

	EACH(p, c->list, c->n)
		if (number != 0 && p->number == number)
			return p;
	return NULL;
}

int
cast_of_intake(ctxh *h, struct cast *c, struct doc *intake)
{
	const ctxh_value	*item, *number, *person, *all;
	const struct field	*list = form_field(intake->form, "students");
	struct person_shown	*p;
	int			 rc;

	if ((rc = doc_open_person(h, intake)) != CTXH_OK)
		return rc;
	all = ctxh_value_get(intake->meta, "students");
	number = ctxh_value_first(all);
	person = ctxh_value_first(ctxh_value_get(intake->person, "students"));
	VALUE_EACH(item, ctxh_value_get(intake->fields, "students")) {
		if (!pupil_repeats(all, number)) {
			if ((p = cast_new(h, c)) == NULL)
				return h->status;
			p->number = (int64_t)ctxh_value_num(number);
			p->role_words = item_words(list, item, "role");
			p->origin_words = item_words(list, item, "origin");
			p->ethnic_words = item_words(list, item, "ethnic");
			rc = p->number != 0 ? look_up(h, p) :
			    look_at(h, p, item, person);
			if (rc != CTXH_OK)
				return rc;
			p->subject = person_is_subject(item);
		}
		number = number != NULL ? ctxh_value_next(number) : NULL;
		person = person != NULL ? ctxh_value_next(person) : NULL;
	}
	return CTXH_OK;
}

void
cast_free(struct cast *c)
{
	struct person_shown *p;

	EACH(p, c->list, c->n) {
		ctxh_value_free(p->person);
		ctxh_value_free(p->facts);
		ctxh_value_free(p->ever);
	}
	free(c->list);
	ctxh_value_free(c->others);
	ctxh_value_free(c->gone);
	memset(c, 0, sizeof(*c));
}

/* ---- who else may be named ---- */

/* A field that holds the name of who told of it, or of a parent of another. */
static int
is_a_name(const struct cast *c, const struct field *f)
{
	size_t n = strlen(f->id);

	return f->type == FIELD_TEXT && (f->about == ABOUT_INFORMANT ||
	    (f->about == ABOUT_SUBJECT && !c->own_subject)) && n >= 4 &&
	    strcmp(f->id + n - 4, "name") == 0;
}

static int
add_other(ctxh *h, struct cast *c, const char *name)
{
	if (name == NULL || *name == '\0')
		return CTXH_OK;
	if (c->others == NULL)
		c->others = ctxh_value_list();
	return c->others != NULL && push_text(c->others, name) == 0 ?
	    CTXH_OK : fail_nomem(h);
}

static int
add_pupil(ctxh *h, struct cast *c, int64_t number)
{
	const ctxh_value	*person;
	ctxh_value		*ever;
	int			 rc;

	if ((rc = student_persons_of(h, number, &ever)) != CTXH_OK)
		return rc;
	if (c->gone == NULL)
		c->gone = ctxh_value_list();
	VALUE_EACH(person, ever)
		if (rc == CTXH_OK && (c->gone == NULL || push(c->gone,
		    ctxh_value_copy(person)) != 0))
			rc = fail_nomem(h);
	ctxh_value_free(ever);
	return rc;
}

int
cast_add_gone(ctxh *h, struct cast *c, const ctxh_value *numbers)
{
	const ctxh_value	*v;
	int64_t			 number;
	int			 rc = CTXH_OK;

	VALUE_EACH(v, numbers) {
		number = (int64_t)ctxh_value_num(v);
		if (rc == CTXH_OK && number > 0 &&
		    cast_find(c, number) == NULL)
			rc = add_pupil(h, c, number);
	}
	return rc;
}

int
cast_add_past(ctxh *h, struct cast *c)
{
	struct person_shown	*p;
	int			 rc = CTXH_OK;

	EACH(p, c->list, c->n)
		if (rc == CTXH_OK && p->number != 0)
			rc = student_persons_of(h, p->number, &p->ever);
	return rc;
}

int
cast_add_others(ctxh *h, struct cast *c, struct doc *intake)
{
	const struct field	*f;
	const ctxh_value	*item;
	int			 rc;

	if ((rc = doc_open_person(h, intake)) != CTXH_OK)
		return rc;
	EACH(f, intake->form->set.list, intake->form->set.count)
		if (rc == CTXH_OK && is_a_name(c, f))
			rc = add_other(h, c, get_text(intake->person, f->id));
	VALUE_EACH(item, ctxh_value_get(intake->person, "students"))
		if (rc == CTXH_OK)
			rc = add_other(h, c, get_text(item, "name"));
	return rc == CTXH_OK ? cast_add_gone(h, c, ctxh_value_get(intake->meta,
	    "students")) : rc;
}

int
cast_only(struct cast *c, int64_t number)
{
	struct person_shown	*p;
	int			 found = 0;

	c->only = number;
	c->own_subject = 1;
	EACH(p, c->list, c->n) {
		p->masked = p->number != number;
		found |= !p->masked;
		if (p->subject == p->masked)
			c->own_subject = 0;
	}
	return found;
}

/* ---- in words ---- */

/* "Nguyễn Văn An" -> "N.V.A." */
static void
initials(const char *name, struct buf *out)
{
	struct buf	 tidy = { 0 };
	const char	*s, *end;
	int		 starts = 1;

	if (text_tidy(name, strlen(name), &tidy) == 0 && tidy.data != NULL)
		for (s = tidy.data, end = s + tidy.len; s < end;) {
			const char *at = s;
			uint32_t c = utf8_next(&s, end);

			if (starts && c != ' ') {
				struct buf one = { 0 };

				buf_add(&one, at, (size_t)(s - at));
				capitals(one.data, out);
				buf_byte(out, '.');
				buf_free(&one);
			}
			starts = c == ' ';
		}
	buf_free(&tidy);
}

void
person_name(const struct cast *c, const struct person_shown *p,
    struct buf *out)
{
	const char *name = get_text(p->person, "name");

	if (p->masked)
		buf_str(out, MASKED);
	else if (name == NULL || *name == '\0')
		buf_str(out, UNKNOWN);
	else if (c->names)
		buf_str(out, name);
	else
		initials(name, out);
}

/* What is known of one who is not on the list. */
static void
stranger_words(const struct cast *c, const struct person_shown *p,
    struct buf *out)
{
	const char	*school = get_text(p->person, "school");
	int64_t		 age = get_int(p->facts, "age", -1);

	if (age >= 0)
		buf_fmt(out, ", %lld tuổi", (long long)age);
	if (c->names && p->ethnic_words != NULL)
		buf_fmt(out, ", dân tộc %s", p->ethnic_words);
	/* "(chưa rõ họ tên)" says it already. */
	if (p->origin_words != NULL && strcmp(get_text(p->facts, "origin"),
	    "khong-ro") != 0)
		buf_fmt(out, ", %s", p->origin_words);
	if (c->names && school != NULL)
		buf_fmt(out, ", %s", school);
}

static void
more_words(const struct cast *c, const struct person_shown *p,
    struct buf *out)
{
	const char	*class_ = get_text(p->facts, "class");
	const char	*sex = get_text(p->facts, "sex");
	int64_t		 grade = get_int(p->facts, "grade", 0);
	int64_t		 born;
	char		 day[11];

	if (c->names && class_ != NULL)
		buf_fmt(out, ", lớp %s", class_);
	else if (grade > 0)
		buf_fmt(out, ", khối %lld", (long long)grade);
	if (c->names && text_day(get_text(p->person, "born"), &born) == 0 &&
	    date_show(born, day) == 0)
		buf_fmt(out, ", sinh ngày %s", day);
	if (sex != NULL && strcmp(sex, "khong-biet") != 0)
		buf_fmt(out, ", %s", strcmp(sex, "nu") == 0 ? "nữ" : "nam");
	if (p->number == 0)
		stranger_words(c, p, out);
}

void
person_words(const struct cast *c, const struct person_shown *p,
    struct buf *out)
{
	person_name(c, p, out);
	if (!p->masked)
		more_words(c, p, out);
}

void
cast_words(const struct cast *c, struct buf *out)
{
	const struct person_shown	*p;
	const char			*between = "";

	EACH(p, c->list, c->n) {
		if (p->masked)
			continue;
		buf_str(out, between);
		person_words(c, p, out);
		if (c->n > 1 && p->role_words != NULL)
			buf_fmt(out, " (%s)", p->role_words);
		between = "; ";
	}
}
