/*
 * The derived row of a case: what list, due and the roll of a year need, in a
 * form that five thousand of them are read in a few milliseconds.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "chain/derived.h"

/* Reading a packed row: texts end with NUL, numbers are 8 bytes. */
struct reader {
	const unsigned char *p, *end;
	int bad;
};

static void
put_str(struct buf *b, const char *s)
{
	buf_add(b, s != NULL ? s : "", s != NULL ? strlen(s) + 1 : 1);
}

static int64_t
get_num(struct reader *r)
{
	uint64_t v = 0;
	int	 i;

	if (r->end - r->p < 8) {
		r->bad = 1;
		return 0;
	}
	for (i = 7; i >= 0; i--)
		v = v << 8 | r->p[i];
	r->p += 8;
	return (int64_t)v;
}

static void
get_str(struct reader *r, char *out, size_t size)
{
	const unsigned char *nul = memchr(r->p, 0, (size_t)(r->end - r->p));

	if (nul == NULL || (size_t)(nul - r->p) >= size) {
		r->bad = 1;
		out[0] = '\0';
		return;
	}
	memcpy(out, r->p, (size_t)(nul - r->p) + 1);
	r->p = nul + 1;
}

/* How many pupils of the list are on the case, and their numbers. */
static void
pack_students(const struct case_state *s, struct buf *b)
{
	const ctxh_value	*list, *v;
	uint64_t		 n = 0;

	list = s->intake == NULL ? NULL :
	    ctxh_value_get(s->intake->meta, "students");
	VALUE_EACH(v, list)
		n += ctxh_value_num(v) > 0 && !pupil_repeats(list, v);
	buf_u64(b, n);
	VALUE_EACH(v, list)
		if (ctxh_value_num(v) > 0 && !pupil_repeats(list, v))
			buf_u64(b, (uint64_t)ctxh_value_num(v));
}

int
facts_pack(const struct case_state *s, struct buf *b)
{
	const struct casefile	*c = s->of;
	const struct deadline	*d;

	put_str(b, c->number);
	buf_u64(b, (uint64_t)c->year);
	put_str(b, c->rules->id);
	put_str(b, state_code(s));
	put_str(b, state_category(s));
	put_str(b, state_level(s));
	put_str(b, state_route(s));
	buf_u64(b, (uint64_t)state_received(s));
	buf_byte(b, state_open(s));
	buf_byte(b, s->duplicate);
	buf_byte(b, s->intake != NULL && get_bool(s->intake->fields,
	    "urgent"));
	buf_byte(b, (int)s->pending);
	buf_u64(b, s->pending != DECIDES_NOTHING ? (uint64_t)s->proposed->at :
	    0);
	pack_students(s, b);
	EACH(d, s->deadlines, s->ndeadlines) {
		put_str(b, d->rule->id);
		put_str(b, d->per);
		buf_u64(b, (uint64_t)d->start);
		buf_u64(b, (uint64_t)d->due);
		buf_u64(b, (uint64_t)d->until);
		buf_u64(b, (uint64_t)d->ended_at);
		buf_byte(b, (int)d->status);
		buf_byte(b, d->estimated);
	}
	return buf_failed(b) ? -1 : 0;
}

int
facts_put(ctxh *h, const struct case_state *s)
{
	struct buf	b = { 0 };
	int		rc;

	if (facts_pack(s, &b) != 0)
		rc = fail_nomem(h);
	else
		rc = derived_put(h, DERIVED_CASE, s->of->id, b.data, b.len);
	buf_free(&b);
	return rc;
}

static int
get_byte(struct reader *r)
{
	if (r->p == r->end) {
		r->bad = 1;
		return 0;
	}
	return *r->p++;
}

static int
get_students(ctxh *h, struct reader *r, struct case_facts *out)
{
	size_t i, n = (size_t)get_num(r);

	if (r->bad || n > (size_t)(r->end - r->p) / 8) {
		r->bad = 1;
		return CTXH_OK;
	}
	if (mem_grow((void **)&out->students, &out->students_cap, n,
	    sizeof(*out->students)) != 0)
		return fail_nomem(h);
	for (i = 0; i < n; i++)
		out->students[i] = get_num(r);
	out->nstudents = n;
	return CTXH_OK;
}

static void
get_deadline(struct reader *r, struct fact_deadline *d)
{
	get_str(r, d->rule, sizeof(d->rule));
	get_str(r, d->per, sizeof(d->per));
	d->start = get_num(r);
	d->due = get_num(r);
	d->until = get_num(r);
	d->ended_at = get_num(r);
	d->status = get_byte(r);
	d->estimated = get_byte(r);
}

int
facts_unpack(ctxh *h, int64_t id, const void *p, size_t n,
    struct case_facts *out)
{
	struct reader	r = { p, (const unsigned char *)p + n, 0 };

	out->id = id;
	out->n = 0;
	get_str(&r, out->number, sizeof(out->number));
	out->year = (int)get_num(&r);
	get_str(&r, out->rules, sizeof(out->rules));
	get_str(&r, out->state, sizeof(out->state));
	get_str(&r, out->category, sizeof(out->category));
	get_str(&r, out->level, sizeof(out->level));
	get_str(&r, out->route, sizeof(out->route));
	out->received_at = get_num(&r);
	out->open = get_byte(&r);
	out->duplicate = get_byte(&r);
	out->urgent = get_byte(&r);
	out->pending = get_byte(&r);
	out->pending_at = get_num(&r);
	if (get_students(h, &r, out) != CTXH_OK)
		return h->status;
	while (!r.bad && r.p < r.end) {
		if (mem_grow((void **)&out->deadlines, &out->cap, out->n + 1,
		    sizeof(*out->deadlines)) != 0)
			return fail_nomem(h);
		get_deadline(&r, &out->deadlines[out->n++]);
	}
	return !r.bad ? CTXH_OK : fail(h, CTXH_EINTEGRITY, T(h, "row %lld of "
	    "table %s is not readable; run ctxh fsck"), (long long)id,
	    "case_fact");
}

void
facts_free(struct case_facts *f)
{
	free(f->students);
	free(f->deadlines);
	memset(f, 0, sizeof(*f));
}

int
facts_each(ctxh *h, int (*fn)(ctxh *, const struct case_facts *, void *),
    void *ctx)
{
	struct case_facts	 f = { 0 };
	struct buf		 b = { 0 };
	const void		*blob;
	stmt			*st;
	size_t			 n;
	int			 rc, step;

	if ((rc = db_stmt(h, SQL_case_fact_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1) {
		blob = db_blob(st, 1, &n);
		rc = derived_open(h, DERIVED_CASE, db_int(st, 0), blob, n, &b);
		if (rc == CTXH_OK)
			rc = facts_unpack(h, db_int(st, 0), b.data, b.len, &f);
		if (rc == CTXH_OK)
			rc = fn(h, &f, ctx);
		if (rc != CTXH_OK)
			break;
	}
	db_reset(st);
	buf_free(&b);
	facts_free(&f);
	return step < 0 ? h->status : rc;
}
