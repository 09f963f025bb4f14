/*
 * What the program knows by name, and so needs to find as it knows it: a few
 * forms and fields that say what a case is, who is on it and who decided.  All
 * else in a rule set is its own affair.
 */
#include <string.h>

#include "base/mem.h"
#include "rules/read.h"

/* A field that is asked for by its id, where its form is there. */
struct need {
	const char	*form, *field;
	enum field_type	 type;
	const char	*codes;		/* NULL: any list */
	int		 always;	/* else only if it is there */
};

static const struct need needs[] = {
	{ "intake", "received_at", FIELD_TIME, NULL, 1 },
	{ "intake", "category", FIELD_CODE, "category", 1 },
	{ "intake", "known_at", FIELD_TIME, NULL, 0 },
	{ "intake", "urgent", FIELD_BOOL, NULL, 0 },
	{ "intake", "students", FIELD_LIST, NULL, 0 },
	{ "assess", "level", FIELD_CODE, "level", 1 },
	{ "assess", "route", FIELD_CODE, "route", 1 },
	{ "decision", "verdict", FIELD_CODE, NULL, 1 },
	{ "decision", "signed_by", FIELD_TEXT, NULL, 0 },
	{ "decision", "self_approve", FIELD_BOOL, NULL, 0 },
	{ "refer", "agency", FIELD_AGENCY, NULL, 1 },
	{ "refer", "kind", FIELD_CODE, NULL, 1 },
	{ "follow", "agency", FIELD_AGENCY, NULL, 1 },
	{ "consent", "student", FIELD_STUDENT, NULL, 1 },
	{ "consent", "scope", FIELD_CODE, NULL, 1 },
	{ "consent", "by", FIELD_CODE, NULL, 1 },
	{ "consent", "withdrawn_at", FIELD_TIME, NULL, 0 },
};

/* Verbs of the program, and the form each is for; NULL: for none.  One that
 * is not here is free for a form of one's own. */
static const struct {
	const char	*verb, *form;
} verbs[] = {
	{ "intake", "intake" }, { "assess", "assess" }, { "plan", "plan" },
	{ "approve", "decision" }, { "progress", "progress" },
	{ "review", "review" }, { "close", "close" }, { "reopen", "reopen" },
	{ "link", "link" }, { "refer", "refer" }, { "follow", "follow" },
	{ "support", "support" }, { "consent", "consent" },
	{ "session", "session" },
	{ "tiep-nhan", NULL }, { "danh-gia", NULL }, { "ke-hoach", NULL },
	{ "phe-duyet", NULL }, { "danh-gia-lai", NULL },
	{ "chuyen-gui", NULL }, { "theo-doi", NULL }, { "bao-cao", NULL },
	{ "hoc-sinh", NULL }, { "ra-soat", NULL }, { "hoan-tac", NULL },
	{ "giup-do", NULL }, { "hoat-dong", NULL }, { "chi-tieu", NULL },
	{ "nguon-luc", NULL }, { "ke-hoach-nam", NULL },
	{ "in", NULL }, { "tong-quan", NULL },
	{ "init", NULL }, { "staff", NULL }, { "key", NULL },
	{ "config", NULL }, { "agency", NULL }, { "calendar", NULL },
	{ "rules", NULL }, { "number", NULL }, { "student", NULL },
	{ "record", NULL },
	{ "list", NULL }, { "show", NULL }, { "due", NULL },
	{ "report", NULL }, { "print", NULL }, { "dashboard", NULL },
	{ "log", NULL }, { "fsck", NULL }, { "undo", NULL },
	{ "backup", NULL }, { "restore", NULL }, { "export", NULL },
	{ "erase", NULL }, { "retention", NULL }, { "disclosures", NULL },
	{ "drop", NULL }, { "inbox", NULL }, { "screen", NULL },
	{ "group", "group" }, { "mentor", "mentor" }, { "activity", "activity" },
	{ "target", "target" }, { "resource", "resource" }, { "yearplan", "yearplan" },
	{ "send", NULL }, { "receive", NULL }, { "collect", NULL },
	{ "help", NULL }, { "version", NULL },
};

/* Options and members of a line that are not a field's to take. */
static const char *const taken[] = {
	"at", "json", "batch", "keep-going", "dry-run", "amend", "edit",
	"draft",
	"store", "as", "lang", "format", "color", "no-pager", "no-input",
	"passphrase-fd", "help", "version", "form", "case", "label",
	"entry",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
down_form(struct reader *rd, const struct form *f)
{
	(void)read_down(rd, "forms");
	(void)read_down_named(rd, (size_t)f->index, f->id);
}

static void
down_field(struct reader *rd, const struct form *f, const struct field *d)
{
	down_form(rd, f);
	(void)read_down(rd, "fields");
	(void)read_down_named(rd, (size_t)d->index, d->id);
}

static const struct form *
find_form(const struct rules *r, const char *id)
{
	const struct form *f;

	EACH(f, r->forms, r->form_count)
		if (strcmp(f->id, id) == 0)
			return f;
	return NULL;
}

/* ---- fields that are known ---- */

static int
check_need(struct reader *rd, const struct need *n)
{
	const struct form	*form = find_form(rd->r, n->form);
	const struct field	*f;
	int			 coded;

	if (form == NULL)
		return CTXH_OK;
	if ((f = form_field(form, n->field)) == NULL) {
		if (!n->always)
			return CTXH_OK;
		down_form(rd, form);
		return read_bad(rd, "fields", T(rd->h, "the form \"%s\" needs "
		    "a field \"%s\""), n->form, n->field);
	}
	coded = n->codes == NULL || (f->codes != NULL &&
	    strcmp(f->codes->id, n->codes) == 0);
	if (f->type == n->type && coded && (!f->person ||
	    n->type == FIELD_TEXT || n->type == FIELD_STUDENT))
		return CTXH_OK;
	down_field(rd, form, f);
	return read_bad(rd, NULL, T(rd->h, "the program knows \"%s\" of the "
	    "form \"%s\" with another type, other codes or another seal"),
	    n->field, n->form);
}

static int
check_needs(struct reader *rd)
{
	size_t	i;
	int	rc;

	for (i = 0; i < COUNT(needs); i++)
		if ((rc = check_need(rd, &needs[i])) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* Who is on a case is told by the order of the intake's pupils. */
static int
check_pupils(struct reader *rd, const struct form *intake)
{
	const struct field *f, *inner;
	size_t		    n;

	EACH(f, intake->set.list, intake->set.count) {
		n = f->type == FIELD_STUDENT;
		EACH(inner, f->set.list, f->set.count)
			n += inner->type == FIELD_STUDENT;
		if (n == 0 || (n == 1 && strcmp(f->id, "students") == 0))
			continue;
		down_field(rd, intake, f);
		return read_bad(rd, NULL, "%s", T(rd->h, "the pupils of an "
		    "intake stand in its list \"students\", one code each"));
	}
	return CTXH_OK;
}

static int
check_intake(struct reader *rd)
{
	const struct form *intake = find_form(rd->r, "intake"), *f;

	EACH(f, rd->r->forms, rd->r->form_count)
		if ((f->needs_case == FORM_CASE_NEW) != (f == intake)) {
			down_form(rd, f);
			return read_bad(rd, "case", "%s", T(rd->h, "a case is "
			    "made by the form \"intake\", and by no other"));
		}
	if (intake == NULL)
		return read_bad(rd, "forms", "%s", T(rd->h, "a case is made "
		    "by the form \"intake\", and by no other"));
	return check_pupils(rd, intake);
}

/* Who decides is the principal, and what is signed stays as it is. */
static int
check_decision(struct reader *rd)
{
	const struct form	*f = find_form(rd->r, "decision");
	size_t			 i;

	if (f == NULL)
		return CTXH_OK;
	for (i = 0; i < f->role_count; i++)
		if (strcmp(f->roles[i], "principal") == 0)
			break;
	if (i < f->role_count && !f->amend)
		return CTXH_OK;
	down_form(rd, f);
	if (f->amend)
		return read_bad(rd, "amend", "%s", T(rd->h, "decisions cannot "
		    "be amended"));
	return read_bad(rd, "roles", "%s", T(rd->h, "it is the principal who "
	    "decides"));
}

/* ---- names that are taken ---- */

static int
check_verb(struct reader *rd, const struct form *f)
{
	size_t i;

	for (i = 0; i < COUNT(verbs); i++)
		if (strcmp(verbs[i].verb, f->verb) == 0)
			break;
	if (i == COUNT(verbs) || (verbs[i].form != NULL &&
	    strcmp(verbs[i].form, f->id) == 0))
		return CTXH_OK;
	down_form(rd, f);
	return read_bad(rd, "verb", T(rd->h, "\"%s\" is a verb of the program "
	    "itself"), f->verb);
}

/* Alike as options, in which - stands for _. */
static int
same_option(const char *a, const char *b)
{
	for (; *a != '\0' && *b != '\0'; a++, b++)
		if (*a != *b && (strchr("-_", *a) == NULL ||
		    strchr("-_", *b) == NULL))
			return 0;
	return *a == *b;
}

/* A list of pupils has options of its own, --student and --role. */
static int
is_of_pupils(const struct form *f, const char *id)
{
	static const char *const options[] = { "student", "role" };
	const struct field	*list, *student;
	size_t			 i;

	EACH(list, f->set.list, f->set.count) {
		student = fieldset_find(&list->set, options[0]);
		if (student == NULL || student->type != FIELD_STUDENT)
			continue;
		for (i = 0; i < COUNT(options); i++)
			if (fieldset_find(&list->set, options[i]) != NULL &&
			    same_option(options[i], id))
				return 1;
	}
	return 0;
}

static int
check_option(struct reader *rd, const struct form *f, const struct field *d)
{
	const struct field *old;
	size_t		    i;

	for (i = 0; i < COUNT(taken); i++)
		if (same_option(taken[i], d->id))
			break;
	for (old = f->set.list; old < d; old++)
		if (same_option(old->id, d->id))
			break;
	if (i == COUNT(taken) && old == d &&
	    (rd->stored || !is_of_pupils(f, d->id)))
		return CTXH_OK;
	down_field(rd, f, d);
	return read_bad(rd, "id", T(rd->h, "there is an option of that name "
	    "already: \"%s\""), d->id);
}

static int
check_names(struct reader *rd)
{
	const struct form	*f;
	const struct field	*d;
	int			 rc;

	EACH(f, rd->r->forms, rd->r->form_count) {
		if ((rc = check_verb(rd, f)) != CTXH_OK)
			return rc;
		EACH(d, f->set.list, f->set.count)
			if ((rc = check_option(rd, f, d)) != CTXH_OK)
				return rc;
	}
	if (code_index(rd->r->category, "total") != -1)
		return read_bad(rd, "codes.category", "%s", T(rd->h, "no "
		    "category may be called total, which is a row of its "
		    "own"));
	return CTXH_OK;
}

/* ---- checks that look at persons ---- */

static int
has_victim(const struct rules *r)
{
	const struct form	*intake = find_form(r, "intake");
	const struct field	*f = form_field(intake, "students");

	f = f != NULL ? fieldset_find(&f->set, "role") : NULL;
	return f != NULL && f->codes != NULL && !f->person &&
	    (code_index(f->codes, "nguoi-bi-hai") != -1 ||
	    code_index(f->codes, "nguoi-can-tro-giup") != -1);
}

static int
has_scope(const struct rules *r, const char *scope)
{
	const struct form *f = find_form(r, "consent");

	return f != NULL && code_index(form_field(f, "scope")->codes, scope) !=
	    -1;
}

static int
check_persons(struct reader *rd)
{
	const struct form	*f;
	const struct check	*c;

	EACH(f, rd->r->forms, rd->r->form_count)
		EACH(c, f->checks, f->check_count) {
			if (c->kind != CHECK_CONSENT &&
			    c->kind != CHECK_AGE_UNDER)
				continue;
			if (has_victim(rd->r) && (c->kind !=
			    CHECK_CONSENT || has_scope(rd->r, c->scope)))
				continue;
			down_form(rd, f);
			(void)read_down(rd, "checks");
			(void)read_down_named(rd, (size_t)(c - f->checks),
			    NULL);
			return read_bad(rd, NULL, "%s", T(rd->h, "nobody "
			    "whom this asks about: it needs pupils with the "
			    "role nguoi-bi-hai or nguoi-can-tro-giup and, for "
			    "a consent, its scope in the form \"consent\""));
		}
	return CTXH_OK;
}

/* ---- what follows ---- */

static int
check_decides(struct reader *rd)
{
	const struct rules	*r = rd->r;
	const struct transition	*t;
	size_t			 i;

	EACH(t, r->transitions, r->transition_count) {
		(void)read_down(rd, "transitions");
		(void)read_down_named(rd, (size_t)(t - r->transitions), NULL);
		if (t->decides != DECIDES_NOTHING &&
		    strcmp(t->form->id, "decision") != 0)
			return read_bad(rd, "decides", "%s", T(rd->h, "what is "
			    "signed as a decision is the form \"decision\""));
		for (i = 0; i < t->to_count; i++)
			if (t->to[i].closes && (t->to[i].state < 0 ||
			    r->states->list[t->to[i].state].open))
				return read_bad(rd, "to", "%s", T(rd->h, "what "
				    "closes leads to a state that is not "
				    "open"));
		read_up(rd, 0);
	}
	return CTXH_OK;
}

static int
check_facts(struct reader *rd)
{
	const struct computed *c, *old;

	EACH(c, rd->r->facts, rd->r->fact_count)
		for (old = rd->r->facts; old < c; old++)
			if (old->form == c->form &&
			    strcmp(old->id, c->id) == 0)
				return read_bad(rd, "facts", T(rd->h, "\"%s\" "
				    "stands here twice"), c->id);
	return CTXH_OK;
}

/* The states from which a step, or one more, leads to one of seen. */
static uint32_t
step_to(const struct rules *r, uint32_t seen)
{
	const struct transition	*t;
	size_t			 i;

	EACH(t, r->transitions, r->transition_count)
		for (i = 0; i < t->to_count; i++)
			if (t->to[i].state >= 0 &&
			    (seen & (uint32_t)1 << t->to[i].state) != 0)
				seen |= t->from;
	return seen;
}

/* Wherever a case is there is a way to close it; round and round is no harm. */
static int
check_ways(struct reader *rd)
{
	const struct codes	*states = rd->r->states;
	uint32_t		 seen, next = 0;
	size_t			 i;

	for (i = 0; i < states->count; i++)
		if (!states->list[i].open)
			next |= (uint32_t)1 << i;
	if (next == 0)
		return read_bad(rd, "states", "%s", T(rd->h, "no state is "
		    "closed (\"open\": false)"));
	do {
		seen = next;
		next = step_to(rd->r, seen);
	} while (next != seen);
	for (i = 0; i < states->count; i++)
		if ((seen & (uint32_t)1 << i) == 0) {
			(void)read_down(rd, "states");
			(void)read_down_named(rd, i, states->list[i].code);
			return read_bad(rd, NULL, T(rd->h, "no way leads from "
			    "the state \"%s\" to a closed one"),
			    states->list[i].code);
		}
	return CTXH_OK;
}

/* "per" is kept with the deadline, as a short code. */
static int
check_per(struct reader *rd)
{
	const struct rules		*r = rd->r;
	const struct deadline_rule	*d;
	const struct start		*s;

	EACH(d, r->deadlines, r->deadline_count)
		EACH(s, d->starts, d->start_count) {
			if (s->per == NULL || s->per->type == FIELD_CODE ||
			    s->per->type == FIELD_AGENCY)
				continue;
			(void)read_down(rd, "deadlines");
			(void)read_down_named(rd, (size_t)(d - r->deadlines),
			    d->id);
			(void)read_down(rd, "starts");
			(void)read_down_named(rd, (size_t)(s - d->starts),
			    NULL);
			return read_bad(rd, "per", T(rd->h, "\"%s\" is neither "
			    "a code nor an agency"), s->per->id);
		}
	return CTXH_OK;
}

/* ctxh due has rules of its own beside those of the set. */
static int
check_reserved(struct reader *rd)
{
	static const char *const reserved[] = { "decision", "report" };
	const struct rules		*r = rd->r;
	const struct deadline_rule	*d;
	size_t				 i;

	EACH(d, r->deadlines, r->deadline_count)
		for (i = 0; i < COUNT(reserved); i++) {
			if (strcmp(reserved[i], d->id) != 0)
				continue;
			(void)read_down(rd, "deadlines");
			(void)read_down_named(rd, (size_t)(d - r->deadlines),
			    d->id);
			return read_bad(rd, "id", T(rd->h, "\"%s\" is a limit "
			    "of the program's own; take another name"),
			    d->id);
		}
	return CTXH_OK;
}

/* What would go wrong only later, and then without a word. */
static int
check_silent(struct reader *rd)
{
	int rc;

	if ((rc = check_decision(rd)) != CTXH_OK ||
	    (rc = check_reserved(rd)) != CTXH_OK)
		return rc;
	return read_counted_tables(rd);
}

int
read_needs(struct reader *rd)
{
	int rc;

	if ((rc = check_intake(rd)) != CTXH_OK ||
	    (rc = check_needs(rd)) != CTXH_OK ||
	    (rc = check_names(rd)) != CTXH_OK ||
	    (rc = check_persons(rd)) != CTXH_OK ||
	    (rc = check_decides(rd)) != CTXH_OK ||
	    (rc = check_facts(rd)) != CTXH_OK ||
	    (rc = check_ways(rd)) != CTXH_OK)
		return rc;
	if ((rc = check_per(rd)) != CTXH_OK)
		return rc;
	return rd->stored ? CTXH_OK : check_silent(rd);
}
