#include "people/student_merge.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "people/field.h"
#include "people/student.h"
#include "people/year.h"
#include "text/date.h"
#include "text/fold.h"

/* A pupil on the way into another's file, or the one who stays. */
struct side {
	int64_t		 student;
	int64_t		 of[STUDENT_YEARS];
	int		 newest;	/* index of his newest year */
	ctxh_value	*facts, *person;	/* of his newest version */
};

struct merge {
	ctxh		*h;
	struct student_merge *m;
	struct side	 a, b;		/* b goes into a */
	ctxh_value	*person;	/* as it is of both together */
	ctxh_value	*also;
	int64_t		 last;		/* row of the newest version so far */
	struct buf	 scratch;
};

/* ---- fields ---- */

/* What people say of a member; NULL where it goes with another one. */
static const char *
field_of(const char *key)
{
	static const char *const with[] = { "name_source", "grade",
	    "name-dob", PERSON_ALSO, "codes", "year", "merged" };
	size_t i;

	for (i = 0; i < sizeof(with) / sizeof(with[0]); i++)
		if (strcmp(with[i], key) == 0)
			return NULL;
	return key;
}

/* Personal data that goes with the facts of a school year. */
static int
is_of_year(const char *key)
{
	int f;

	for (f = FIELD_STATUS; f < FIELD_TEXTS; f++)
		if (strcmp(student_fields[f].id, key) == 0)
			return 1;
	return 0;
}

/* Facts that are the child's, not the year's. */
static int
is_of_child(const char *key)
{
	return strcmp(key, "sex") == 0 || strcmp(key, "ethnic") == 0 ||
	    strcmp(key, "born") == 0;
}

int
merge_field_known(const char *field)
{
	int f;

	for (f = FIELD_MOET; f < FIELD_COUNT; f++)
		if (strcmp(student_fields[f].id, field) == 0)
			return f != FIELD_SURNAME && f != FIELD_GIVEN &&
			    f != FIELD_FEMALE && f != FIELD_GRADE &&
			    (f < FIELD_FLAGS || f >= FIELD_TEXTS);
	return strcmp(field, "flags") == 0 || strcmp(field, "all") == 0;
}

static int
prefers(const struct merge *g, const char *field)
{
	return list_has(g->m->prefer, "all") ||
	    list_has(g->m->prefer, field);
}

/* Values that are the facts' are no secret here; others need names. */
static int
add_conflict(struct merge *g, const char *field, int open,
    const ctxh_value *kept, const ctxh_value *dropped)
{
	ctxh_value	*o = ctxh_value_object();
	int		 show = open || g->m->names;

	if (o == NULL || put_text(o, "field", field) |
	    put(o, "kept", show ? ctxh_value_copy(kept) :
	    ctxh_value_null()) |
	    put(o, "dropped", show ? ctxh_value_copy(dropped) :
	    ctxh_value_null()) |
	    put_text(o, "of", prefers(g, field) ? "from" : "into")) {
		ctxh_value_free(o);
		return -1;
	}
	return push(g->m->conflicts, o);
}

/* Which of both values stays: 0 the first one, 1 the other one, -1. */
static int
settle(struct merge *g, const char *field, int open, const ctxh_value *a,
    const ctxh_value *b)
{
	int from = prefers(g, field);

	if (b == NULL || (a != NULL && value_same(a, b)))
		return 0;
	if (a == NULL)
		return push_text(g->m->taken, field) == 0 ? 1 : -1;
	if (add_conflict(g, field, open, from ? b : a, from ? a : b) != 0)
		return -1;
	return from;
}

/* ---- what both are together ---- */

static int
also_add(struct merge *g, const char *kind, const char *s)
{
	ctxh_value *list;

	if (s == NULL)
		return 0;
	if (ctxh_value_get(g->also, kind) == NULL &&
	    put(g->also, kind, ctxh_value_list()) != 0)
		return -1;
	/* The tree is our own. */
	list = (ctxh_value *)(uintptr_t)ctxh_value_get(g->also, kind);
	return list_has(list, s) ? 0 : push_text(list, s);
}

/* What either had from earlier. */
static int
also_keep(struct merge *g, const ctxh_value *person)
{
	const ctxh_value	*list, *v;
	int			 failed = 0;

	VALUE_EACH(list, ctxh_value_get(person, PERSON_ALSO))
		VALUE_EACH(v, list)
			failed |= also_add(g, ctxh_value_key(list),
			    ctxh_value_str(v));
	return failed;
}

/* A name that only differs in accents and the like is found without. */
static int
also_name(struct merge *g, const char *kept, const char *dropped)
{
	struct buf	x = { 0 }, y = { 0 };
	int		failed, same;

	fold(kept, strlen(kept), &x);
	fold(dropped, strlen(dropped), &y);
	failed = buf_failed(&x) || buf_failed(&y);
	same = !failed && x.len == y.len &&
	    (x.len == 0 || memcmp(x.data, y.data, x.len) == 0);
	buf_free(&x);
	buf_free(&y);
	return failed ? -1 : same ? 0 : also_add(g, "name", dropped);
}

/* One id of each kind; all others lead to him all the same. */
static int
join_codes(struct merge *g)
{
	const ctxh_value	*a = ctxh_value_get(g->a.person, "codes");
	const ctxh_value	*b = ctxh_value_get(g->b.person, "codes");
	const ctxh_value	*x, *y;
	ctxh_value		*codes = ctxh_value_object();
	const char		*key;
	int			 kind, from, failed = codes == NULL;

	for (kind = 0; kind < CODE_KINDS && !failed; kind++) {
		key = code_name((enum code_kind)kind);
		x = ctxh_value_get(a, key);
		y = ctxh_value_get(b, key);
		if (x == NULL && y == NULL)
			continue;
		if (kind == CODE_NAME)
			from = x == NULL || (y != NULL && prefers(g, "name"));
		else
			from = settle(g, key, 0, x, y);
		failed = from < 0 || put(codes, key, ctxh_value_copy(from > 0 ?
		    y : x)) != 0;
		if (!failed && x != NULL && y != NULL)
			failed = also_add(g, key, ctxh_value_str(from ? x :
			    y)) != 0;
	}
	return put(g->person, "codes", codes) | failed;
}

/* The name, and as it stood in the list, of the same side. */
static int
join_name(struct merge *g, int from)
{
	const ctxh_value	*p = from ? g->b.person : g->a.person;
	const char		*kept = get_text(p, "name");
	const char		*other = get_text(from ? g->a.person :
				    g->b.person, "name");
	int			 failed = put_text(g->person, "name", kept);

	if (get_text(p, "name_source") != NULL)
		failed |= put_text(g->person, "name_source", get_text(p,
		    "name_source"));
	if (kept != NULL && other != NULL)
		failed |= also_name(g, kept, other);
	return failed;
}

static int
join_member(struct merge *g, const char *key)
{
	const ctxh_value	*a = ctxh_value_get(g->a.person, key);
	const ctxh_value	*b = ctxh_value_get(g->b.person, key);
	int			 from;

	if (strcmp(key, "codes") == 0)
		return join_codes(g);
	if (field_of(key) == NULL || is_of_year(key))
		return 0;
	if ((from = settle(g, key, 0, a, b)) < 0)
		return -1;
	if (strcmp(key, "name") == 0)
		return join_name(g, from);
	return put(g->person, key, ctxh_value_copy(from ? b : a));
}

/* In the order of the first one's members: a name comes first. */
static int
join_person(struct merge *g)
{
	const ctxh_value	*v;
	int			 failed;

	g->person = ctxh_value_object();
	g->also = ctxh_value_object();
	failed = g->person == NULL || g->also == NULL ||
	    also_keep(g, g->a.person) != 0 || also_keep(g, g->b.person) != 0;
	VALUE_EACH(v, g->a.person)
		if (!failed)
			failed = join_member(g, ctxh_value_key(v));
	VALUE_EACH(v, g->b.person)
		if (!failed && ctxh_value_get(g->a.person,
		    ctxh_value_key(v)) == NULL)
			failed = join_member(g, ctxh_value_key(v));
	return failed ? fail_nomem(g->h) : CTXH_OK;
}

/* What stays of a fact of the child: 0 the first one's, 1 the other's, -1.
 * The year of birth goes with its day, which was settled already. */
static int
settle_child(struct merge *g, const char *key, int again)
{
	const ctxh_value	*a = ctxh_value_get(g->a.facts, key);
	const ctxh_value	*b = ctxh_value_get(g->b.facts, key);

	if (again || strcmp(key, "born") == 0)
		return b != NULL && (a == NULL || (prefers(g, key) &&
		    !value_same(a, b)));
	return settle(g, key, 1, a, b);
}

/* ---- versions ---- */

static int
side_open(struct merge *g, struct side *s, int64_t student)
{
	int rc, y;

	s->student = student;
	if ((rc = student_years(g->h, student, s->of)) != CTXH_OK)
		return rc;
	for (y = STUDENT_YEARS - 1; y > 0 && s->of[y] == 0;)
		y--;
	s->newest = y;
	return version_open(g->h, s->of[y], NULL, &s->facts, &s->person);
}

static void
side_close(struct side *s)
{
	ctxh_value_free(s->facts);
	ctxh_value_free(s->person);
}

static int
write_version(struct merge *g, int64_t student, const ctxh_value *facts,
    const ctxh_value *person)
{
	char		*f = ctxh_value_print(facts, 0);
	char		*p = ctxh_value_print(person, 0);
	struct cell	 cells[TABLE_COLUMNS] = { { student, NULL, 0 } };
	int		 rc;

	if (f == NULL || p == NULL) {
		rc = fail_nomem(g->h);
	} else if ((rc = op_next(g->h, TABLE_STUDENT, &g->last)) == CTXH_OK) {
		cells[1] = (struct cell){ 0, f, strlen(f) };
		cells[2] = (struct cell){ 0, p, strlen(p) };
		rc = op_row(g->h, TABLE_STUDENT, g->last, cells);
	}
	str_wipe_free(f);
	str_wipe_free(p);
	return rc;
}

/* A version's person: what is of the year comes from that year's. */
static ctxh_value *
person_of_year(struct merge *g, const ctxh_value *flags_of,
    const ctxh_value *status_of)
{
	const char	*status = student_fields[FIELD_STATUS].id;
	ctxh_value	*p = ctxh_value_copy(g->person);
	const ctxh_value *v;
	int		 f, failed = p == NULL;

	v = ctxh_value_get(status_of, status);
	if (v != NULL)
		failed |= put(p, status, ctxh_value_copy(v));
	for (f = FIELD_FLAGS; f < FIELD_TEXTS; f++) {
		v = ctxh_value_get(flags_of, student_fields[f].id);
		if (v != NULL)
			failed |= put(p, student_fields[f].id,
			    ctxh_value_copy(v));
	}
	if (ctxh_value_count(g->also) > 0)
		failed |= put(p, PERSON_ALSO, ctxh_value_copy(g->also));
	if (!failed)
		return p;
	ctxh_value_free(p);
	return NULL;
}

/* Facts of a year that one of them has, with the child's own as they are now
 * of both. */
static int
put_child(struct merge *g, ctxh_value *facts, int again)
{
	static const char *const keys[] = { "sex", "ethnic", "born" };
	const ctxh_value	*v;
	size_t			 i;
	int			 from;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if ((from = settle_child(g, keys[i], again)) < 0)
			return -1;
		v = ctxh_value_get(from ? g->b.facts : g->a.facts, keys[i]);
		if (v != NULL && put(facts, keys[i], ctxh_value_copy(v)) != 0)
			return -1;
	}
	return 0;
}

/* A school year that the other one alone had becomes the first one's. */
static int
take_year(struct merge *g, int y)
{
	ctxh_value	*facts = NULL, *person = NULL, *p = NULL;
	char		 year[16];
	int		 rc;

	rc = version_open(g->h, g->b.of[y], NULL, &facts, &person);
	if (rc != CTXH_OK)
		return rc;
	year_name(DATE_YEAR_MIN + y, year);
	if (put_child(g, facts, 1) | push_text(g->m->years, year) ||
	    (p = person_of_year(g, person, person)) == NULL)
		rc = fail_nomem(g->h);
	else
		rc = write_version(g, g->a.student, facts, p);
	ctxh_value_free(facts);
	ctxh_value_free(person);
	ctxh_value_free(p);
	return rc;
}

/* Where there are no flags, that says: none of them. */
static int
join_flags(struct merge *g, ctxh_value *facts, int *from)
{
	const ctxh_value	*a = ctxh_value_get(g->a.facts, "flags");
	const ctxh_value	*b = ctxh_value_get(g->b.facts, "flags");
	ctxh_value		*none = ctxh_value_list();
	int			 failed = none == NULL;

	if (!failed && (*from = settle(g, "flags", 1, a != NULL ? a : none,
	    b != NULL ? b : none)) > 0) {
		ctxh_value_free(ctxh_value_take(facts, "flags"));
		if (b != NULL)
			failed = put(facts, "flags", ctxh_value_copy(b));
	}
	ctxh_value_free(none);
	return failed || *from < 0;
}

/* Facts of a year that both have; *flags and *status say whose stay. */
static int
join_facts(struct merge *g, ctxh_value *facts, int *flags, int *status)
{
	const ctxh_value	*v;
	const char		*key;
	int			 from, failed = join_flags(g, facts, flags);

	VALUE_EACH(v, g->b.facts) {
		key = ctxh_value_key(v);
		if (field_of(key) == NULL || is_of_child(key) || failed ||
		    strcmp(key, "flags") == 0)
			continue;
		from = settle(g, key, 1, ctxh_value_get(g->a.facts, key), v);
		failed = from < 0 || (from && put(facts, key,
		    ctxh_value_copy(v)) != 0);
		*status |= from > 0 && strcmp(key, "status") == 0;
		if (from > 0 && strcmp(key, "class") == 0 && ctxh_value_get(
		    g->b.facts, "grade") != NULL)
			failed |= put(facts, "grade", ctxh_value_copy(
			    ctxh_value_get(g->b.facts, "grade")));
	}
	return failed;
}

/* The newest version of the first one anew. */
static int
renew(struct merge *g)
{
	ctxh_value	*facts = ctxh_value_copy(g->a.facts), *p = NULL;
	int		 flags = 0, status = 0, rc;

	if (facts == NULL || (g->a.newest == g->b.newest &&
	    join_facts(g, facts, &flags, &status) != 0) ||
	    put_child(g, facts, 1) != 0 ||
	    (p = person_of_year(g, flags ? g->b.person : g->a.person,
	    status ? g->b.person : g->a.person)) == NULL)
		rc = fail_nomem(g->h);
	else
		rc = write_version(g, g->a.student, facts, p);
	ctxh_value_free(facts);
	ctxh_value_free(p);
	return rc;
}

/* The last word of the other one's file. */
static int
leave(struct merge *g)
{
	ctxh_value	*facts = ctxh_value_object();
	ctxh_value	*person = ctxh_value_object();
	int		 rc;

	if (facts == NULL || person == NULL ||
	    put_int(facts, "year", DATE_YEAR_MIN + g->b.newest) |
	    put_int(facts, "merged", g->a.student))
		rc = fail_nomem(g->h);
	else
		rc = write_version(g, g->b.student, facts, person);
	ctxh_value_free(facts);
	ctxh_value_free(person);
	return rc;
}

/* ---- what follows ---- */

static int
move_tag(ctxh *h, const unsigned char *tag, void *ctx)
{
	const struct merge	*g = ctx;
	int64_t			 taken;
	int			 rc;

	rc = student_tag_delete(h, tag, g->b.student);
	return rc != CTXH_OK ? rc : student_tag_add(h, tag,
	    g->a.student, &taken);
}

static int
derive(struct merge *g, int64_t newest)
{
	int rc;

	if ((rc = student_now_put(g->h, g->a.student, newest)) != CTXH_OK ||
	    (rc = student_now_put(g->h, g->b.student, -g->a.student)) !=
	    CTXH_OK)
		return rc;
	return person_tags(g->h, g->b.person, &g->scratch, move_tag, g);
}

static int
write_all(struct merge *g)
{
	ctxh_value	*none = ctxh_value_object();
	int64_t		 newest = 0;
	int		 rc = CTXH_OK, y, failed;

	/* Once, to say what differs. */
	failed = none == NULL || put_child(g, none, 0) != 0;
	ctxh_value_free(none);
	if (failed)
		return fail_nomem(g->h);
	for (y = 0; rc == CTXH_OK && y < STUDENT_YEARS; y++)
		if (g->b.of[y] != 0 && g->a.of[y] == 0)
			rc = take_year(g, y);
	newest = g->last;
	if (rc == CTXH_OK && g->a.newest >= g->b.newest) {
		rc = renew(g);
		newest = g->last;
	}
	if (rc == CTXH_OK && (rc = leave(g)) == CTXH_OK)
		rc = derive(g, newest);
	return rc;
}

int
student_merge(ctxh *h, struct student_merge *m)
{
	struct merge	g = { .h = h, .m = m };
	int		rc;

	m->conflicts = ctxh_value_list();
	m->taken = ctxh_value_list();
	m->years = ctxh_value_list();
	if (m->conflicts == NULL || m->taken == NULL || m->years == NULL)
		return fail_nomem(h);
	if ((rc = side_open(&g, &g.a, m->into)) == CTXH_OK &&
	    (rc = side_open(&g, &g.b, m->from)) == CTXH_OK &&
	    (rc = join_person(&g)) == CTXH_OK)
		rc = write_all(&g);
	side_close(&g.a);
	side_close(&g.b);
	ctxh_value_free(g.person);
	ctxh_value_free(g.also);
	buf_free(&g.scratch);
	return rc;
}
