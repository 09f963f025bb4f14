/* Running the rules of screening: whom they point at, told and remembered. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "lists/import_changes.h"
#include "people/student.h"
#include "people/year.h"
#include "prevent/screen.h"
#include "rules/book.h"
#include "text/date.h"

static const struct screen_rule *
rule_of(const struct screening *s, const struct evidence *e)
{
	return &s->rules->screening[e->rule];
}

/* ---- the evidence, told ---- */

static int
put_day(ctxh_value *o, const char *key, int64_t day)
{
	char text[11];

	if (day == 0 || date_format(day, text) != 0)
		return put_null(o, key);
	return put_text(o, key, text);
}

/* "4 ngày trong 30 ngày, từ 06/10/2025 đến 20/10/2025" */
static void
say_days(const struct screening *s, const struct evidence *e, char *out,
    size_t size)
{
	ctxh	*h = s->h;
	char	 from[11], to[11];

	date_show(e->from, from);
	date_show(e->to, to);
	if (rule_of(s, e)->looks_at == LOOK_ABSENCE)
		(void)snprintf(out, size, T(h, "%lld days within %lld, from "
		    "%s to %s"), (long long)e->days,
		    (long long)screening_limit(s, e->rule, LIMIT_WITHIN),
		    from, to);
	else
		(void)snprintf(out, size, T(h, "%lld school days in a row, "
		    "from %s to %s"), (long long)e->days, from, to);
}

static void
say_grade(const struct screening *s, const struct evidence *e, char *out,
    size_t size)
{
	const struct screen_rule *r = rule_of(s, e);
	const struct codes	*codes = rules_codes(s->rules,
	    screen_looks[r->looks_at]);
	const char		*code = s->seen.words[e->word - 1];

	(void)snprintf(out, size, "%s, %s", codes != NULL ?
	    code_label(s->h, codes, code) : code, e->term == TERM_YEAR ?
	    T(s->h, "whole year") : e->term == TERM_1 ?
	    T(s->h, "first term") : T(s->h, "second term"));
}

static int
put_decided(const struct evidence *e, ctxh_value *o)
{
	const struct decision	*d = e->decided;
	ctxh_value		*to;
	char			 at[26];

	if (d == NULL)
		return 0;
	if ((to = ctxh_value_object()) == NULL || moment_format(d->at, at) ||
	    put_text(to, "verdict", d->accepted ? "accepted" : "dismissed") |
	    put_text(to, "at", at) |
	    put_text(to, "led_to", d->led_to[0] != '\0' ? d->led_to : NULL)) {
		ctxh_value_free(to);
		return -1;
	}
	return put(o, "decided", to);
}

static ctxh_value *
evidence_value(const struct screening *s, const struct evidence *e)
{
	const struct screen_rule *r = rule_of(s, e);
	ctxh_value	*o = ctxh_value_object();
	char		 text[256];
	int		 bad;

	if (e->term < 0)
		say_days(s, e, text, sizeof(text));
	else
		say_grade(s, e, text, sizeof(text));
	if (o == NULL)
		return NULL;
	bad = put_text(o, "rule", r->id) |
	    put_text(o, "label", label_text(s->h, &r->label)) |
	    put_text(o, "text", text);
	if (e->term < 0)
		bad |= put_int(o, "days", e->days) |
		    put_day(o, "from", e->from) | put_day(o, "to", e->to);
	else
		bad |= put_text(o, "term", term_name((enum term)e->term)) |
		    put_text(o, "code", s->seen.words[e->word - 1]);
	bad |= put_bool(o, "new", e->is_new);
	if (e->term < 0)
		bad |= e->was >= 0 ? put_int(o, "was", e->was) :
		    put_null(o, "was");
	if (bad || put_decided(e, o)) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

/* ---- a pupil ---- */

static int
put_pupil(const struct screening *s, const struct suspect *p, int names,
    ctxh_value *o)
{
	ctxh_value	*facts = NULL, *person = NULL;
	const char	*name;
	int		 rc;

	rc = student_facts(s->h, p->student, &facts);
	if (rc == CTXH_OK && names)
		rc = student_person(s->h, p->student, &person);
	name = get_text(facts, "class");
	if (rc == CTXH_OK && (put_text(o, "class", name) |
	    (names ? put_who(o, person) : 0)))
		rc = fail_nomem(s->h);
	ctxh_value_free(facts);
	ctxh_value_free(person);
	return rc;
}

static int
put_groups(const struct screening *s, const struct suspect *p, ctxh_value *o)
{
	ctxh_value	*list = ctxh_value_list();
	const char	*group;
	size_t		 i;

	for (i = 0; list != NULL &&
	    (group = group_of(s, p->student, i)) != NULL; i++)
		if (push_text(list, group) != 0) {
			ctxh_value_free(list);
			list = NULL;
		}
	return put(o, "groups", list) == 0 ? CTXH_OK : fail_nomem(s->h);
}

/* The groups that the open evidence suggests and he is not in, the worst
 * one's first. */
static int
put_suggests(const struct screening *s, const struct suspect *p,
    ctxh_value *o)
{
	const ctxh_value	*in = ctxh_value_get(o, "groups");
	ctxh_value		*list = ctxh_value_list();
	const struct evidence	*e;
	const struct screen_rule *r;
	size_t			 i;

	EACH(e, s->evidence + p->first, p->n) {
		r = rule_of(s, e);
		for (i = 0; e->decided == NULL && i < r->suggest_count; i++)
			if (!list_has(list, r->suggests[i]) &&
			    !list_has(in, r->suggests[i]) &&
			    push_text(list, r->suggests[i]) != 0) {
				ctxh_value_free(list);
				return fail_nomem(s->h);
			}
	}
	return put(o, "suggests", list) == 0 ? CTXH_OK : fail_nomem(s->h);
}

static int
put_evidence(const struct screening *s, const struct suspect *p, int all,
    ctxh_value *o)
{
	ctxh_value		*list = ctxh_value_list();
	const struct evidence	*e;
	int			 is_new = 0;

	EACH(e, s->evidence + p->first, p->n) {
		if (e->decided != NULL && !all)
			continue;
		is_new |= e->decided == NULL && e->is_new;
		if (push(list, evidence_value(s, e)) != 0) {
			ctxh_value_free(list);
			return fail_nomem(s->h);
		}
	}
	return put_bool(o, "new", is_new) | put(o, "why", list) ?
	    fail_nomem(s->h) : CTXH_OK;
}

static int
push_suspect(const struct screening *s, size_t i, unsigned flags,
    ctxh_value *list)
{
	const struct suspect	*p = &s->list[i];
	ctxh_value		*o = ctxh_value_object();
	int			 rc = CTXH_OK;

	if (o == NULL || (p->open ? put_int(o, "no", (int64_t)i + 1) :
	    put_null(o, "no")))
		rc = fail_nomem(s->h);
	if (rc != CTXH_OK || (rc = put_pupil(s, p, (flags & CTXH_NAMES) != 0,
	    o)) != CTXH_OK || (rc = put_evidence(s, p,
	    (flags & CTXH_SCREEN_ALL) != 0, o)) != CTXH_OK ||
	    (rc = put_groups(s, p, o)) != CTXH_OK ||
	    (rc = put_suggests(s, p, o)) != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(s->h);
}

/* ---- the whole ---- */

static int
put_list(const struct screening *s, unsigned flags, ctxh_value *o)
{
	ctxh_value	*list = ctxh_value_list();
	int64_t		 settled = 0;
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; i < s->n && rc == CTXH_OK; i++) {
		settled += !s->list[i].open;
		if (s->list[i].open || (flags & CTXH_SCREEN_ALL) != 0)
			rc = push_suspect(s, i, flags, list);
	}
	if (rc != CTXH_OK) {
		ctxh_value_free(list);
		return rc;
	}
	return put_int(o, "settled", settled) | put(o, "pupils", list) ?
	    fail_nomem(s->h) : CTXH_OK;
}

static int64_t
count_new(const struct screening *s)
{
	const struct suspect	*p;
	const struct evidence	*e;
	int64_t			 n = 0;
	int			 is;

	EACH(p, s->list, s->n) {
		is = 0;
		EACH(e, s->evidence + p->first, p->n)
			is |= e->decided == NULL && e->is_new;
		n += is;
	}
	return n;
}

static int
result(const struct screening *s, unsigned flags, ctxh_value **out)
{
	const struct suspect	*p;
	ctxh_value		*o = ctxh_value_object();
	char			 year[16];
	int64_t			 open = 0;
	int			 rc;

	EACH(p, s->list, s->n)
		open += p->open;
	year_name(s->seen.year, year);
	if (o == NULL || put_int(o, "format", 1) | put_text(o, "year", year) |
	    put_day(o, "at", s->at) | put_text(o, "rules", s->rules->id) |
	    put_int(o, "known", (int64_t)s->seen.n) |
	    put_int(o, "found", open) | put_int(o, "new", count_new(s)) |
	    (s->last_op != 0 ? put_int(o, "last", s->last_op) :
	    put_null(o, "last")))
		rc = fail_nomem(s->h);
	else
		rc = put_list(s, flags, o);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}

/* A day that has been, of the school year. */
static int
check_at(ctxh *h, int year, int64_t at)
{
	int64_t	first, last;
	char	text[11], from[11], to[11];

	if (at == 0)
		return CTXH_OK;
	year_days(year, &first, &last);
	date_show(at, text);
	date_show(first, from);
	date_show(last, to);
	if (at < first || at > last)
		return fail(h, CTXH_EUSAGE, T(h, "%s is not of the school "
		    "year %d-%d, which is from %s to %s"), text, year,
		    year + 1, from, to);
	if (at > day_of(handle_now(h)))
		return fail(h, CTXH_EUSAGE, T(h, "%s has not been yet"), text);
	return CTXH_OK;
}

/* Within an operation: writes the run where it differs from the last one. */
static int
remember(ctxh *h, const struct screening *s, unsigned flags, int *write)
{
	struct buf	b = { 0 };
	ctxh_value	*detail = op_detail(h);
	char		 year[16];
	int		 rc;

	rc = run_write(s, &b, write);
	if (rc == CTXH_OK && *write) {
		year_name(s->seen.year, year);
		if (put_text(detail, "year", year) |
		    put_int(detail, "found", (int64_t)s->n) |
		    ((flags & CTXH_NAMES) != 0 ?
		    put_bool(detail, "names", 1) : 0))
			rc = fail_nomem(h);
		else
			rc = observation_put(h, &b);
	}
	buf_free(&b);
	return rc;
}

/* A run that is kept: one operation, or none where it says the same. */
static int
run_kept(ctxh *h, int year, int64_t at, unsigned flags, ctxh_value **out)
{
	struct screening s;
	int		 rc, write = 0;

	if ((rc = op_begin(h, "screen run")) != CTXH_OK)
		return rc;
	if ((rc = screening_load(h, year, at, &s)) == CTXH_OK &&
	    (rc = remember(h, &s, flags, &write)) == CTXH_OK &&
	    (rc = result(&s, flags, out)) == CTXH_OK) {
		if (write)
			rc = op_finish(h, 0, *out);
		else if (put_null(*out, "op") != 0)
			rc = fail_nomem(h);
	}
	screening_free(&s);
	op_abort(h);
	if (rc == CTXH_OK && !write && (flags & CTXH_NAMES) != 0)
		rc = trace_names(h, "screen run", "");
	return rc;
}

/* One that only looks. */
static int
run_bare(ctxh *h, int year, int64_t at, unsigned flags, ctxh_value **out)
{
	struct screening s;
	int		 rc;

	if (((flags & CTXH_NAMES) != 0 &&
	    (rc = trace_names(h, "screen run", "")) != CTXH_OK) ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = screening_load(h, year, at, &s)) == CTXH_OK &&
	    (rc = result(&s, flags, out)) == CTXH_OK &&
	    put_null(*out, "op") != 0)
		rc = fail_nomem(h);
	screening_free(&s);
	return db_release(h, rc);
}

EXPORT int
ctxh_screen_run(ctxh *h, const char *year, int64_t at, unsigned flags,
    ctxh_value **out)
{
	int	rc, y, keeps;

	*out = NULL;
	if ((rc = need_facts(h, "screen run")) != CTXH_OK ||
	    ((flags & CTXH_NAMES) != 0 &&
	    (rc = need_person(h, "screen run")) != CTXH_OK) ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = year_wanted(h, year, &y)) != CTXH_OK ||
	    (rc = check_at(h, y, at)) != CTXH_OK)
		return rc;
	keeps = (flags & CTXH_SCREEN_LOOK) == 0 && db_writable(h) &&
	    (h->actor->role == ROLE_FOCAL || h->actor->role == ROLE_PRINCIPAL);
	rc = keeps ? run_kept(h, y, at, flags, out) :
	    run_bare(h, y, at, flags, out);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}
