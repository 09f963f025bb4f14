#include "lists/import_changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "people/enrol.h"
#include "lists/import.h"
#include "people/year.h"

int
pupils_init(struct pupils *p, int64_t n)
{
	p->n = n;
	p->count = 0;
	p->bits = calloc((size_t)n / 8 + 1, 1);
	return p->bits != NULL ? 0 : -1;
}

void
pupils_free(struct pupils *p)
{
	free(p->bits);
	memset(p, 0, sizeof(*p));
}

void
pupils_set(struct pupils *p, int64_t i)
{
	if (i <= 0 || i > p->n || pupils_has(p, i))
		return;
	p->bits[i / 8] |= (unsigned char)(1u << (i % 8));
	p->count++;
}

int
pupils_has(const struct pupils *p, int64_t i)
{
	return i > 0 && i <= p->n && p->bits != NULL &&
	    (p->bits[i / 8] >> (i % 8) & 1) != 0;
}

int
status_left(const ctxh_value *facts)
{
	const struct enrol_state *s = enrol_of_code(get_text(facts,
	    "status"));

	return s != NULL && s->left;
}

enum change_kind
change_kind(const struct versions *v, int moved_up)
{
	int was = status_left(v->old_facts), is = status_left(v->facts);

	if (is && !was)
		return CHANGE_LEFT;
	if (was && !is)
		return CHANGE_RETURNED;
	return moved_up ? CHANGE_MOVED_UP : CHANGE_UPDATED;
}

/* ---- a field that differs ---- */

/* What may be shown of a field: of the class and the like all, of a person
 * only the field. */
struct difference {
	const char	*field, *label;
	const ctxh_value *old, *new;	/* NULL: none */
	int		 shown;
};

static int
put_value(ctxh_value *o, const char *key, const ctxh_value *v)
{
	return v != NULL ? put(o, key, ctxh_value_copy(v)) :
	    put_null(o, key);
}

static int
push_difference(ctxh_value *list, const struct difference *d)
{
	ctxh_value *o;

	if (d->old == d->new || (d->old != NULL && d->new != NULL &&
	    value_same(d->old, d->new)))
		return 0;
	o = ctxh_value_object();
	if (o == NULL || put_text(o, "field", d->field) |
	    put_text(o, "label", d->label) || (d->shown &&
	    put_value(o, "old", d->old) | put_value(o, "new", d->new))) {
		ctxh_value_free(o);
		return -1;
	}
	return push(list, o);
}

static int
push_member(ctxh_value *list, enum field f, const ctxh_value *old,
    const ctxh_value *new, const char *key, int shown)
{
	struct difference d = { student_fields[f].id, student_fields[f].label,
	    ctxh_value_get(old, key), ctxh_value_get(new, key), shown };

	return push_difference(list, &d);
}

static int
push_facts(ctxh_value *list, const struct versions *v)
{
	static const struct {
		enum field	 f;
		const char	*key;
	} facts[] = {
		{ FIELD_CLASS, "class" }, { FIELD_GRADE, "grade" },
		{ FIELD_SEX, "sex" }, { FIELD_ETHNIC, "ethnic" },
		{ FIELD_STATUS, "status" },
	};
	size_t	i;
	int	failed = 0;

	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		failed |= push_member(list, facts[i].f, v->old_facts,
		    v->facts, facts[i].key, 1);
	return failed;
}

/* Who comes into another year without moving up repeats. */
static int
push_year(ctxh_value *list, const struct versions *v)
{
	struct difference d = { "year", "Năm học", NULL, NULL, 1 };
	ctxh_value	*old, *new;
	char		 was[16], is[16];
	int		 failed;

	year_name((int)get_int(v->old_facts, "year", 0), was);
	year_name((int)get_int(v->facts, "year", 0), is);
	d.old = old = ctxh_value_text(was);
	d.new = new = ctxh_value_text(is);
	failed = old == NULL || new == NULL || push_difference(list, &d);
	ctxh_value_free(old);
	ctxh_value_free(new);
	return failed;
}

static int
push_flags(ctxh_value *list, const struct versions *v)
{
	const ctxh_value *old = ctxh_value_get(v->old_facts, "flags");
	const ctxh_value *new = ctxh_value_get(v->facts, "flags");
	ctxh_value	*yes = ctxh_value_bool(1), *no = ctxh_value_bool(0);
	struct difference d = { .shown = 1 };
	int		 f, failed = yes == NULL || no == NULL;

	for (f = FIELD_FLAGS; f < FIELD_TEXTS && !failed; f++) {
		d.field = student_fields[f].id;
		d.label = student_fields[f].label;
		d.old = list_has(old, student_fields[f].flag) ? yes : no;
		d.new = list_has(new, student_fields[f].flag) ? yes : no;
		failed = push_difference(list, &d);
		/* What the cell said beyond yes is the person's. */
		if (!failed && d.old == d.new)
			failed = push_member(list, (enum field)f,
			    v->old_person, v->person, d.field, 0);
	}
	ctxh_value_free(yes);
	ctxh_value_free(no);
	return failed;
}

static int
push_person(ctxh_value *list, const struct versions *v, int names)
{
	static const enum field codes[] = {
		[CODE_MOET] = FIELD_MOET, [CODE_SCHOOL] = FIELD_SCHOOL,
		[CODE_PERSONAL] = FIELD_PERSONAL, [CODE_NAME] = FIELD_NONE,
	};
	const ctxh_value *old = v->old_person, *new = v->person;
	int		  f, kind, failed = 0;

	/* The words of a status that is none of the usual ones. */
	if (value_same(ctxh_value_get(v->old_facts, "status"),
	    ctxh_value_get(v->facts, "status")))
		failed = push_member(list, FIELD_STATUS, old, new, "status",
		    names);
	failed |= push_member(list, FIELD_NAME, old, new, "name", names) |
	    push_member(list, FIELD_BORN, old, new, "born", names);
	if (ctxh_value_get(old, "name_source") != NULL ||
	    ctxh_value_get(new, "name_source") != NULL) {
		struct difference d = { "name_source",
		    student_fields[FIELD_NAME].label,
		    ctxh_value_get(old, "name_source"),
		    ctxh_value_get(new, "name_source"), names };
		failed |= push_difference(list, &d);
	}
	for (kind = 0; kind < CODE_NAME; kind++)
		failed |= push_member(list, codes[kind],
		    ctxh_value_get(old, "codes"), ctxh_value_get(new,
		    "codes"), code_name((enum code_kind)kind), names);
	for (f = FIELD_TEXTS; f < FIELD_COUNT; f++)
		failed |= push_member(list, (enum field)f, old, new,
		    student_fields[f].id, names);
	return failed;
}

/* ---- a row ---- */

int
put_who(ctxh_value *o, const ctxh_value *person)
{
	return put_text(o, "student", person_code(person)) |
	    put_text(o, "name", get_text(person, "name"));
}

int
changes_wants(const struct changes *c, enum change_kind kind)
{
	return c->of_kind[kind] < CHANGES_LISTED;
}

static const char *
kind_name(enum change_kind kind)
{
	static const char *const names[] = {
		[CHANGE_CREATED] = "created", [CHANGE_UPDATED] = "updated",
		[CHANGE_MOVED_UP] = "moved-up", [CHANGE_LEFT] = "left",
		[CHANGE_RETURNED] = "returned",
		[CHANGE_REJECTED] = "rejected",
	};

	return names[kind];
}

int
changes_add(struct changes *c, enum change_kind kind, uint64_t line,
    int64_t student, const struct versions *v)
{
	ctxh_value	*o, *fields;
	int		 failed;

	if (c->of_kind[kind]++ >= CHANGES_LISTED)
		return 0;
	if (c->list == NULL && (c->list = ctxh_value_list()) == NULL)
		return -1;
	o = ctxh_value_object();
	fields = ctxh_value_list();
	failed = o == NULL || fields == NULL;
	if (!failed && v != NULL && v->old_facts != NULL)
		failed = (kind == CHANGE_UPDATED && push_year(fields, v)) |
		    push_facts(fields, v) | push_flags(fields, v) |
		    push_person(fields, v, c->names);
	if (!failed)
		failed = put_int(o, "line", (int64_t)line) |
		    put_text(o, "kind", kind_name(kind)) |
		    (student != 0 ? put_int(o, "id", student) :
		    put_null(o, "id"));
	if (!failed && c->names && v != NULL && v->person != NULL)
		failed = put_who(o, v->person);
	if (failed) {
		ctxh_value_free(fields);
		ctxh_value_free(o);
		return -1;
	}
	if (put(o, "fields", fields) != 0) {
		ctxh_value_free(o);
		return -1;
	}
	return push(c->list, o);
}

int
import_note(struct import *im, const struct batch *b,
    const struct record *rec)
{
	enum change_kind kind = rec->bad ? CHANGE_REJECTED : CHANGE_CREATED;
	ctxh_value	*person = NULL;
	struct versions	 v = { 0 };
	int		 rc = CTXH_OK;

	if (!changes_wants(&im->changes, kind)) {
		im->changes.of_kind[kind]++;
		return CTXH_OK;
	}
	if (!rec->bad && im->changes.names)
		rc = import_parse(im, b->text.data + rec->person,
		    rec->person_len, &person);
	v.person = person;
	if (rc == CTXH_OK && changes_add(&im->changes, kind, rec->line,
	    rec->bad ? 0 : rec->id, &v) != 0)
		rc = fail_nomem(im->h);
	ctxh_value_free(person);
	return rc;
}

/* Of a list that is refused only the rows that were. */
static int
put_list(struct import *im, int refused, ctxh_value *o)
{
	const ctxh_value *v;
	ctxh_value	 *list;
	int		  failed = 0;

	if (im->changes.list == NULL)
		return put(o, "changes", ctxh_value_list());
	if (!refused) {
		list = im->changes.list;
		im->changes.list = NULL;
		return put(o, "changes", list);
	}
	if ((list = ctxh_value_list()) == NULL)
		return -1;
	VALUE_EACH(v, im->changes.list)
		if (!failed && strcmp(get_text(v, "kind"), kind_name(
		    CHANGE_REJECTED)) == 0)
			failed = push(list, ctxh_value_copy(v)) != 0;
	if (!failed)
		return put(o, "changes", list);
	ctxh_value_free(list);
	return -1;
}

int
changes_put(struct import *im, int refused, ctxh_value *o)
{
	const uint64_t	*n = im->changes.of_kind;
	ctxh_value	*missing = im->missing;

	im->missing = NULL;
	return put_int(o, "left", refused ? 0 : (int64_t)n[CHANGE_LEFT]) |
	    put_int(o, "returned", refused ? 0 :
	    (int64_t)n[CHANGE_RETURNED]) |
	    (refused ? put_null(o, "missing") :
	    put_int(o, "missing", (int64_t)im->away.missing.count)) |
	    put(o, "missing_pupils", missing) |
	    put_list(im, refused, o) |
	    put_int(o, "changes_total", (int64_t)(im->created +
	    im->updated + im->rejected));
}
