/* ctxh_print(): forms, letters, decisions and histories, one or many. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/view.h"
#include "chain/op.h"
#include "paper/template.h"
#include "people/student.h"
#include "people/year.h"
#include "print/print.h"
#include "rules/book.h"
#include "text/near.h"
#include "vault/vault.h"


/* A run of ctxh_print(). */
struct run {
	const struct ctxh_print_options *o;
	struct office	 office;
	ctxh_value	*school;
	int		 names;
	int64_t		 only;		/* the pupil whom it is printed for */
	int		 year;		/* of which all are printed; or 0 */
	int64_t		 printed;
	ctxh_value	*last;		/* what was printed last */
};

/* ---- what is asked for ---- */

/* "-", or "-/3": no case's. */
static int
is_loose(const char *number)
{
	size_t n = strlen(LOOSE), digits;

	if (number == NULL || strncmp(number, LOOSE, n) != 0)
		return 0;
	if (number[n] == '\0')
		return 1;
	digits = strspn(number + n + 1, "0123456789");
	return number[n] == '/' && digits > 0 && digits < 9 &&
	    number[n + 1 + digits] == '\0';
}

/* As the verb that records it is called, or a paper that is no form. */
static int
no_form(ctxh *h, const char *name)
{
	const struct rules	*r = rules_newest(h);
	struct near		 near = { .word = name };
	const struct form	*f;

	if (r == NULL)
		return h->status;
	EACH(f, r->forms, r->form_count)
		near_offer(&near, f->verb);
	near_offer(&near, HANDOVER);
	near_offer(&near, LOG);
	if (near.best == NULL)
		return fail(h, CTXH_EUSAGE, T(h, "no such form: \"%s\"; it "
		    "is called as the verb that records it, such as intake"),
		    name);
	return fail(h, CTXH_EUSAGE, T(h, "no such form: \"%s\"; did you mean "
	    "\"%s\"?"), name, near.best);
}

int
print_is_no_form(const char *name)
{
	return strcmp(name, LOG) == 0 || strcmp(name, HANDOVER) == 0;
}

int
print_has_marks(ctxh *h, const char *name)
{
	return !print_is_no_form(name) ? CTXH_OK : fail(h, CTXH_EUSAGE,
	    T(h, "\"%s\" is no form, and has no template; it is printed "
	    "without one"), name);
}

int
print_form(ctxh *h, const char *name, const struct form **out)
{
	const struct rules *r = rules_of_form(h, name);

	*out = r != NULL ? rules_form(r, name) : NULL;
	if (*out != NULL)
		return CTXH_OK;
	return rulebook_load(h) != CTXH_OK ? h->status : no_form(h, name);
}

static int
read_options(ctxh *h, const struct run *r)
{
	const struct ctxh_print_options *o = r->o;
	const struct form *f;
	int rc;

	if (o->version != CTXH_PRINT_VERSION || o->paper == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options are of "
		    "another version"));
	if ((rc = paper_look_check(h, &o->look)) != CTXH_OK)
		return rc;
	if (o->form == NULL && !o->all)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "which form is to be "
		    "printed is not said"));
	if (o->form != NULL && !print_is_no_form(o->form) &&
	    (rc = print_form(h, o->form, &f)) != CTXH_OK)
		return rc;
	if (o->template_ != NULL && o->form == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "a template is of one "
		    "form; name it"));
	if (o->template_ != NULL && (rc = print_has_marks(h, o->form)) !=
	    CTXH_OK)
		return rc;
	return CTXH_OK;
}

/* The school's own, for who may read them; an empty form does without. */
static int
open_office(ctxh *h, struct run *r)
{
	int rc = CTXH_OK;

	r->office.h = h;
	r->office.look = &r->o->look;
	if (h->actor == NULL || h->vault == NULL ||
	    !vault_has(h->vault, VAULT_FACTS))
		return CTXH_OK;
	if ((rc = ctxh_school(h, &r->school)) == CTXH_OK)
		rc = members_load(h, &r->office.members, &r->office.nmembers);
	r->office.school = r->school;
	return rc;
}

static void
close_run(struct run *r)
{
	members_free(r->office.members, r->office.nmembers);
	ctxh_value_free(r->school);
	ctxh_value_free(r->last);
}

/* ---- one document ---- */

/* "VV-2023-0001-2-intake", "session-3": no name of a person is in a file's. */
static void
file_name(const struct filled *s, const char *what, struct buf *out)
{
	const char	*id = s->id[0] != '\0' ? s->id : s->number;
	char		*slash;

	if (is_loose(id))
		buf_fmt(out, "%s%s", what, id + strlen(LOOSE));
	else
		buf_fmt(out, "%s%s%s", id, *id != '\0' ? "-" : "", what);
	if (out->data != NULL)
		for (slash = out->data; *slash != '\0'; slash++)
			if (*slash == '/')
				*slash = '-';
}

static int
tell_about(const struct filled *s, const char *what, const char *title,
    ctxh_value **out)
{
	struct buf	file = { 0 };
	ctxh_value	*o = ctxh_value_object();
	const char	*number = s->number[0] != '\0' ? s->number : NULL;
	int		 bad;

	file_name(s, what, &file);
	bad = buf_failed(&file) | put_int(o, "format", 1) |
	    put_text(o, s->of != NULL || number == NULL ? "case" : "entry",
	    number) | put_text(o, "document", s->id[0] != '\0' ? s->id :
	    NULL) | put_text(o, "form", what) | put_text(o, "title", title) |
	    put_bool(o, "names", s->cast.names) |
	    put_text(o, "file", file.data);
	buf_free(&file);
	*out = o;
	return bad ? fail_nomem(s->office.h) : CTXH_OK;
}

static int
give(struct run *r, const struct filled *s, const char *what,
    const char *title, const struct buf *bytes)
{
	ctxh	*h = s->office.h;
	int	 rc;

	ctxh_value_free(r->last);
	if ((rc = tell_about(s, what, title, &r->last)) != CTXH_OK)
		return rc;
	r->printed++;
	return r->o->paper(r->o->ctx, r->last, bytes->data, bytes->len) == 0 ?
	    CTXH_OK : fail(h, CTXH_EINTERRUPTED, "%s",
	    T(h, "interrupted; nothing was changed"));
}

/* Of many documents those that are not his are passed over. */
static int
not_his(const struct run *r, const struct filled *s)
{
	ctxh *h = s->office.h;

	return r->o->all ? CTXH_OK : fail(h, CTXH_ENOTFOUND,
	    T(h, "that pupil is not on \"%s\"; ctxh show tells who is"),
	    s->number[0] != '\0' ? s->number : s->id);
}

static int
fill_template(struct run *r, const struct filled *s)
{
	const unsigned	 lost = buf_lost();
	ctxh_value	*marks = NULL;
	struct buf	 bytes = { 0 };
	int		 rc;

	if ((rc = filled_marks(s, &marks)) == CTXH_OK && lost != buf_lost())
		rc = fail_nomem(s->office.h);
	if (rc == CTXH_OK &&
	    (rc = template_fill(s->office.h, r->o->template_,
	    r->o->template_size, marks, &bytes)) == CTXH_OK)
		rc = give(r, s, s->form->id, s->form->title.vi, &bytes);
	ctxh_value_free(marks);
	buf_free(&bytes);
	return rc;
}

static int
compose(struct filled *s, const char *what, struct casefile *c,
    struct paper *p)
{
	static int (*const shapes[])(struct filled *, struct paper *) = {
		[PRINT_SHEET] = print_sheet, [PRINT_LETTER] = print_letter,
		[PRINT_DECISION] = print_decision,
	};

	if (strcmp(what, LOG) == 0)
		return print_log(s, c, p);
	if (strcmp(what, HANDOVER) == 0)
		return print_handover(s, p);
	return shapes[s->form->print.shape](s, p);
}

/* c: the case that a log is of, or NULL. */
static int
print_one(struct run *r, struct filled *s, const char *what,
    struct casefile *c)
{
	ctxh		*h = s->office.h;
	struct paper	*p;
	struct buf	 title = { 0 }, bytes = { 0 };
	int		 rc;

	if (s->not_his)
		return not_his(r, s);
	if (r->o->template_ != NULL)
		return fill_template(r, s);
	buf_fmt(&title, "%s%s%s", strcmp(what, LOG) == 0 ? "Nhật ký vụ việc" :
	    strcmp(what, HANDOVER) == 0 ? "Biên bản bàn giao" :
	    s->form->title.vi, s->number[0] != '\0' ? " " : "", s->number);
	if (buf_failed(&title) || (p = paper_new(title.data)) == NULL) {
		buf_free(&title);
		return fail_nomem(h);
	}
	if ((rc = compose(s, what, c, p)) == CTXH_OK && paper_failed(p))
		rc = fail_nomem(h);
	if (rc == CTXH_OK &&
	    (rc = paper_bytes(h, r->o->look.format, p, &bytes)) == CTXH_OK)
		rc = give(r, s, what, title.data, &bytes);
	paper_free(p);
	buf_free(&title);
	buf_free(&bytes);
	return rc;
}

static void
filled_begin(const struct run *r, struct filled *s)
{
	memset(s, 0, sizeof(*s));
	s->office = r->office;
	s->cast.names = r->names;
	s->at = -1;
}

static int
print_doc(struct run *r, struct casefile *c, struct doc *d, const char *what)
{
	struct filled	s;
	int		rc;

	filled_begin(r, &s);
	if ((rc = filled_of_case(&s, c, d, r->only)) == CTXH_OK)
		rc = print_one(r, &s, what, c);
	filled_free(&s);
	return rc;
}

static int
print_empty(ctxh *h, struct run *r)
{
	const char		*name = r->o->form;
	int			 handover = strcmp(name, HANDOVER) == 0;
	struct filled		 s;
	int			 rc;

	if (strcmp(name, LOG) == 0)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "a log is of a case; "
		    "name it"));
	if (handover)
		name = "refer";
	filled_begin(r, &s);
	if ((rc = print_form(h, name, &s.form)) != CTXH_OK)
		return rc;
	s.office.rules = rules_of_form(h, name);
	rc = print_one(r, &s, handover ? HANDOVER : s.form->id, NULL);
	filled_free(&s);
	return rc;
}

/* ---- the documents of a case ---- */

static int
is_of_form(const struct form *f, const char *name)
{
	return name == NULL || strcmp(f->id, name) == 0 ||
	    strcmp(f->verb, name) == 0 ||
	    (strcmp(name, HANDOVER) == 0 && f->print.handover);
}

/* "VV-2025-0001/2" or 2 -> 2; 0: any; -1: there is none. */
static int
wanted_seq(const struct run *r, const char *number)
{
	const char	*s = r->o->document;
	size_t		 n = strlen(number);

	/* "-/3" says it already. */
	if (s == NULL && is_loose(r->o->number) && r->o->number[n] == '/')
		s = r->o->number;
	if (s == NULL)
		return 0;
	if (strncasecmp(s, number, n) == 0 && s[n] == '/')
		s += n + 1;
	n = strspn(s, "0123456789");
	return n > 0 && n < 9 && s[n] == '\0' && atoi(s) > 0 ? atoi(s) : -1;
}

/* The one that was asked for: by its id, else the form's newest. */
static struct doc *
find_doc(const struct run *r, const struct casefile *c)
{
	struct doc	*d, *found = NULL;
	int		 seq = wanted_seq(r, c->id != 0 ? c->number : LOOSE);

	EACH(d, c->docs, c->n)
		if (is_of_form(d->form, r->o->form) && (seq == 0 ?
		    !d->superseded : d->seq == seq))
			found = d;
	return found;
}

static int
no_document(ctxh *h, const struct run *r, const char *number)
{
	const struct form	*f;
	int			 rc;

	if (!print_is_no_form(r->o->form) &&
	    (rc = print_form(h, r->o->form, &f)) != CTXH_OK)
		return rc;
	return fail(h, CTXH_ENOTFOUND, T(h, "\"%s\" has no such document: "
	    "\"%s\"; --blank prints an empty form"), number,
	    r->o->document != NULL ? r->o->document : r->o->form);
}

/* Of the documents without a case those of the year, where it is one that is
 * asked for. */
static int
is_wanted(const struct run *r, const struct casefile *c, const struct doc *d)
{
	return !d->superseded && d->form != &form_recount &&
	    is_of_form(d->form, r->o->form) && (c->id != 0 || r->year == 0 ||
	    year_of_day(day_of(d->at)) == r->year);
}

static int
print_all_docs(struct run *r, struct casefile *c)
{
	struct doc	*d;
	int		 rc = CTXH_OK;

	EACH(d, c->docs, c->n) {
		if (rc != CTXH_OK || !is_wanted(r, c, d))
			continue;
		rc = print_doc(r, c, d, r->o->form != NULL &&
		    strcmp(r->o->form, HANDOVER) == 0 ? HANDOVER :
		    d->form->id);
	}
	return rc;
}

static int
print_of_case(ctxh *h, struct run *r, struct casefile *c)
{
	const char	*form = r->o->form;
	struct doc	*d;

	if (form != NULL && strcmp(form, LOG) == 0 && c->id != 0)
		return print_doc(r, c, NULL, LOG);
	if (r->o->all)
		return print_all_docs(r, c);
	if ((d = find_doc(r, c)) == NULL)
		return no_document(h, r, c->id != 0 ? c->number : LOOSE);
	return print_doc(r, c, d, strcmp(form, HANDOVER) == 0 ? HANDOVER :
	    d->form->id);
}

static int
print_case(ctxh *h, struct run *r, int64_t id)
{
	struct casefile	c = { 0 };
	int		rc;

	if ((rc = case_load(h, id, &c)) == CTXH_OK)
		rc = print_of_case(h, r, &c);
	case_free(&c);
	return rc;
}

static int
is_of_year(const struct case_facts *f, void *ctx)
{
	const struct run *r = ctx;

	return f->year == r->year;
}

static int
print_next(ctxh *h, struct casefile *c, void *ctx)
{
	return print_of_case(h, ctx, c);
}

/* What goes with no case comes where its form is asked for. */
static int
print_year(ctxh *h, struct run *r)
{
	int rc;

	if ((rc = year_wanted(h, r->o->year, &r->year)) == CTXH_OK)
		rc = cases_each(h, is_of_year, print_next, r);
	if (rc == CTXH_OK && r->o->form != NULL)
		rc = print_case(h, r, 0);
	return rc;
}

/* ---- the documents of an entry of a register ---- */

static int
print_entry_doc(struct run *r, struct entry *e, struct entry_doc *d)
{
	struct filled	s;
	int		rc;

	filled_begin(r, &s);
	s.office.rules = rules_named(r->office.h, get_text(d->meta, "rules"));
	if ((rc = filled_of_entry(&s, e, d, r->only)) == CTXH_OK)
		rc = print_one(r, &s, d->form->id, NULL);
	filled_free(&s);
	return rc;
}

static int
print_of_entry(ctxh *h, struct run *r, struct entry *e)
{
	struct entry_doc	*d, *found = NULL;
	char			 number[ENTRY_NUMBER_MAX];
	int			 rc = CTXH_OK, seq;

	entry_number(e->kind, e->id, number);
	seq = wanted_seq(r, number);
	EACH(d, e->docs, e->n) {
		if (d->is_pair || !is_of_form(d->form, r->o->form) ||
		    (seq == 0 ? d->superseded : d->seq != seq))
			continue;
		found = d;
		if (r->o->all && rc == CTXH_OK)
			rc = print_entry_doc(r, e, d);
	}
	if (r->o->all)
		return rc;
	return found != NULL ? print_entry_doc(r, e, found) :
	    no_document(h, r, number);
}

static int
print_entry(ctxh *h, struct run *r)
{
	struct entry	e;
	int		rc;

	if ((rc = entry_find(h, r->o->number, REGISTER_COUNT, &e)) != CTXH_OK)
		return rc;
	rc = print_of_entry(h, r, &e);
	entry_free(&e);
	return rc;
}

/* ---- all together ---- */

/* Digits alone are a case's. */
static int
is_entry(const char *number)
{
	enum register_kind kind;

	return entry_id(number, &kind) > 0 && kind != REGISTER_COUNT;
}

static int
find_only(ctxh *h, struct run *r)
{
	return r->o->student == NULL ? CTXH_OK : student_find_code(h,
	    r->o->student, &r->only);
}

/* Keeps that names are shown, and of what: digits alone would mean another
 * case in another year, and a whole year is more than a case. */
static int
leave_trace(ctxh *h, const struct run *r, int entry, int64_t id)
{
	struct casefile	c = { 0 };
	char		year[16];
	int		first, rc;

	if (entry || is_loose(r->o->number))
		return trace_names(h, "print", r->o->number);
	if (r->o->number != NULL) {
		if ((rc = case_load(h, id, &c)) == CTXH_OK)
			rc = trace_names(h, "print", c.number);
		case_free(&c);
		return rc;
	}
	if ((rc = year_wanted(h, r->o->year, &first)) != CTXH_OK)
		return rc;
	year_name(first, year);
	return trace_names(h, "print", year);
}

/* Where names are shown, the case is looked for before it is written down
 * that they were. */
static int
print_stored(ctxh *h, struct run *r)
{
	const char	*number = r->o->number;
	int64_t		 id = 0;
	int		 entry = number != NULL && is_entry(number), rc;

	if ((rc = need_person(h, "print")) != CTXH_OK ||
	    (number != NULL && !entry && !is_loose(number) &&
	    (rc = case_find(h, number, &id)) != CTXH_OK) ||
	    (rc = find_only(h, r)) != CTXH_OK ||
	    (r->names && (rc = leave_trace(h, r, entry, id)) != CTXH_OK) ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = open_office(h, r)) == CTXH_OK)
		rc = entry ? print_entry(h, r) : number != NULL ?
		    print_case(h, r, id) : print_year(h, r);
	return db_release(h, rc);
}

static int
answer(ctxh *h, struct run *r, ctxh_value **out)
{
	int64_t		op = 0;
	unsigned char	head[DIGEST_SIZE];
	int		rc;

	if (r->names && (rc = op_newest(h, &op, head)) != CTXH_OK)
		return rc;
	*out = r->printed == 1 ? r->last : ctxh_value_object();
	if (r->printed == 1)
		r->last = NULL;
	return put_int(*out, "format", 1) | put_int(*out, "printed",
	    r->printed) | (op != 0 ? put_int(*out, "op", op) :
	    put_null(*out, "op")) ? fail_nomem(h) : CTXH_OK;
}

EXPORT int
ctxh_print(ctxh *h, const struct ctxh_print_options *o, ctxh_value **out)
{
	struct run	r = { .o = o };
	int		rc;

	*out = NULL;
	if ((rc = rulebook_refresh(h)) == CTXH_OK &&
	    (rc = read_options(h, &r)) == CTXH_OK) {
		r.names = (o->flags & CTXH_NAMES) != 0;
		if (o->number != NULL || o->all)
			rc = print_stored(h, &r);
		else if ((rc = open_office(h, &r)) == CTXH_OK) {
			r.names = 0;
			rc = print_empty(h, &r);
		}
	}
	if (rc == CTXH_OK)
		rc = answer(h, &r, out);
	close_run(&r);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}
