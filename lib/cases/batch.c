/* ctxh_record_batch(): many documents, a JSON object a line, in one operation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/notice.h"
#include "base/value.h"
#include "cases/notice.h"
#include "cases/number.h"
#include "cases/record.h"
#include "chain/member.h"
#include "chain/op.h"
#include "registers/record.h"
#include "text/date.h"
#include "wire/json.h"
#include "wire/lines.h"

#define ERRORS_MAX 1000		/* listed; the rest is counted */
#define NOTICES_MAX 1000

/* A label and the case, or the entry of a register, that it stands for, found
 * by open addressing. */
struct label_case {
	char	*label;
	int64_t	 id;
	char	 number[CASE_NUMBER_MAX];
};

/* A number of a letter, and the line that gave it. */
struct given {
	struct number	 n;
	size_t		 line;
};

struct batch {
	ctxh			*h;
	size_t			 line;		/* that is read */
	struct given		*given;
	size_t			 ngiven, given_cap;
	struct recorder		 rec;
	struct entry_recorder	 entries;
	const char		*form;
	unsigned		 flags;
	struct label_case	*labels;
	size_t			 nlabels, slots;
	ctxh_value		*errors;
	uint64_t		 rejected;
	int			 first;		/* status of the first error */
	/* Of a case whose regulation has ended for others; or NULL. */
	const struct rules	*outside;
	int64_t			 outside_day;
};

static struct label_case *
slot_of(struct label_case *table, size_t slots, const char *label)
{
	uint64_t	hash = 14695981039346656037u;	/* FNV-1a */
	const char	*p;
	size_t		i;

	for (p = label; *p != '\0'; p++)
		hash = (hash ^ (unsigned char)*p) * 1099511628211u;
	for (i = (size_t)hash & (slots - 1); table[i].label != NULL &&
	    strcmp(table[i].label, label) != 0; i = (i + 1) & (slots - 1))
		;
	return &table[i];
}

static int
grow_labels(struct batch *b)
{
	size_t			 i, slots = b->slots != 0 ? b->slots * 2 : 256;
	struct label_case	*table = calloc(slots, sizeof(*table));

	if (table == NULL)
		return fail_nomem(b->h);
	for (i = 0; i < b->slots; i++)
		if (b->labels[i].label != NULL)
			*slot_of(table, slots, b->labels[i].label) =
			    b->labels[i];
	free(b->labels);
	b->labels = table;
	b->slots = slots;
	return CTXH_OK;
}

static int
add_label(struct batch *b, const char *label, int64_t id, const char *number)
{
	struct label_case	*slot;
	int			 rc;

	if (2 * (b->nlabels + 1) > b->slots &&
	    (rc = grow_labels(b)) != CTXH_OK)
		return rc;
	slot = slot_of(b->labels, b->slots, label);
	if ((slot->label = strdup(label)) == NULL)
		return fail_nomem(b->h);
	slot->id = id;
	(void)snprintf(slot->number, sizeof(slot->number), "%s", number);
	b->nlabels++;
	return CTXH_OK;
}

static struct label_case *
find_label(struct batch *b, const char *label)
{
	struct label_case *slot;

	if (b->slots == 0)
		return NULL;
	slot = slot_of(b->labels, b->slots, label);
	return slot->label != NULL ? slot : NULL;
}

/* Takes a text member out of the line; *bad where it is no text. */
static ctxh_value *
take_text(ctxh_value *line, const char *key, const char **text, int *bad)
{
	ctxh_value *v = ctxh_value_take(line, key);

	*text = ctxh_value_str(v);
	*bad |= v != NULL && *text == NULL;
	return v;
}

/* Fields that name another case take a label too. */
static int
resolve_cases(struct batch *b, ctxh_value *line, const char *form)
{
	const struct rules	*r = rules_of_form(b->h, form);
	const struct form	*f = r != NULL ? rules_form(r, form) : NULL;
	struct label_case	*known;
	const char		*s;
	size_t			 i;

	for (i = 0; f != NULL && i < f->set.count; i++) {
		s = get_text(line, f->set.list[i].id);
		if (f->set.list[i].type != FIELD_CASE || s == NULL ||
		    s[0] != '@' || (known = find_label(b, s + 1)) == NULL)
			continue;
		if (put_text(line, f->set.list[i].id, known->number) != 0)
			return fail_nomem(b->h);
	}
	return CTXH_OK;
}

static void
note_scope(struct batch *b, const struct recorded *r)
{
	int64_t day = day_of(r->doc->at);

	if (b->outside != NULL || r->doc->form->needs_case != FORM_CASE_NEW ||
	    rules_beyond(b->h, r->c->rules, day) == NULL)
		return;
	b->outside = r->c->rules;
	b->outside_day = day;
}

static int
keep_number(struct batch *b, const char *text, int64_t day, int64_t doc)
{
	void		*list = b->given;
	struct given	*g;

	if (mem_grow(&list, &b->given_cap, b->ngiven + 1, sizeof(*g)) != 0)
		return fail_nomem(b->h);
	b->given = list;
	g = &b->given[b->ngiven];
	g->line = b->line;
	if (number_given(b->h, text, day, doc, &g->n) != CTXH_OK)
		return b->h->status;
	b->ngiven++;
	return CTXH_OK;
}

static int
note_number(struct batch *b, const struct doc *d)
{
	const char	*text;
	int64_t		 day;

	/* Without the person key the others cannot be read. */
	if ((text = letter_number(d, &day)) == NULL ||
	    !role_has_person(b->h->actor->role))
		return CTXH_OK;
	return keep_number(b, text, day, d->id);
}

/* A document of a register. */
static int
add_entry(struct batch *b, const ctxh_value *line, const char *form,
    const char *label, const char *number, int64_t id)
{
	ctxh_value	*answer;
	int64_t		 entry;
	int		 rc;

	b->entries.number[0] = '\0';
	rc = entry_record(b->h, &b->entries, form, number, id, line, b->flags,
	    &entry, &answer);
	if (rc == CTXH_OK && b->entries.number[0] != '\0')
		rc = keep_number(b, b->entries.number, b->entries.number_day,
		    0);
	if (rc == CTXH_OK && label != NULL)
		rc = add_label(b, label, entry, get_text(answer, "entry"));
	ctxh_value_free(answer);
	return rc;
}

static int
add_line(struct batch *b, ctxh_value *line, const char *form,
    const char *label, const char *case_no)
{
	struct label_case	*known;
	struct recorded		 r;
	int64_t			 id = 0;
	int			 rc;

	if (label != NULL && find_label(b, label) != NULL)
		return fail(b->h, CTXH_EUSAGE, T(b->h, "the label \"%s\" was "
		    "given twice"), label);
	if (case_no != NULL && case_no[0] == '@') {
		if ((known = find_label(b, case_no + 1)) == NULL)
			return fail(b->h, CTXH_ENOTFOUND, T(b->h, "no earlier "
			    "line has the label \"%s\""), case_no + 1);
		id = known->id;
	}
	if (entry_form(b->h, form) != NULL)
		return add_entry(b, line, form, label, case_no, id);
	if (b->h->status == CTXH_ENOMEM)
		return b->h->status;
	if ((rc = resolve_cases(b, line, form)) != CTXH_OK)
		return rc;
	rc = recorder_add(b->h, &b->rec, form, case_no, id, line, b->flags,
	    &r);
	if (rc == CTXH_OK) {
		note_scope(b, &r);
		rc = note_number(b, r.doc);
	}
	if (rc == CTXH_OK && label != NULL)
		rc = add_label(b, label, r.c->id, r.c->number);
	return rc;
}

/* A form goes by its id or its verb. */
static int
same_form(ctxh *h, const char *a, const char *b)
{
	const struct rules *r = rules_of_form(h, b);

	return r != NULL && rules_form(r, a) == rules_form(r, b);
}

static int
take_line(struct batch *b, ctxh_value *line)
{
	const char	*form, *label, *case_no, *entry;
	ctxh_value	*f, *l, *c, *e;
	int		 rc, bad = 0;

	if (ctxh_value_kind(line) != CTXH_OBJECT)
		return fail(b->h, CTXH_EUSAGE, "%s", T(b->h, "the line is no "
		    "JSON object"));
	f = take_text(line, "form", &form, &bad);
	l = take_text(line, "label", &label, &bad);
	c = take_text(line, "case", &case_no, &bad);
	e = take_text(line, "entry", &entry, &bad);
	if (case_no == NULL)
		case_no = entry;
	if (bad)
		rc = fail(b->h, CTXH_EUSAGE, "%s", T(b->h, "\"form\", "
		    "\"label\", \"case\" and \"entry\" are texts"));
	else if (form != NULL && b->form != NULL && !same_form(b->h, form,
	    b->form))
		rc = fail(b->h, CTXH_EUSAGE, T(b->h, "the line is of another "
		    "form: \"%s\""), form);
	else if (form == NULL && b->form == NULL)
		rc = fail(b->h, CTXH_EUSAGE, "%s", T(b->h, "the line has no "
		    "\"form\""));
	else
		rc = add_line(b, line, form != NULL ? form : b->form, label,
		    case_no);
	ctxh_value_free(f);
	ctxh_value_free(l);
	ctxh_value_free(c);
	ctxh_value_free(e);
	return rc;
}

/* Documents that were good so far. */
static int64_t
recorded(const struct batch *b)
{
	return (int64_t)(b->rec.recorded + b->entries.recorded);
}

static int
note_error(struct batch *b, size_t number)
{
	if (b->first == CTXH_OK)
		b->first = b->h->status;
	if (b->rejected++ >= ERRORS_MAX)
		return CTXH_OK;
	return note_failure(b->h, b->errors, "line", (int64_t)number);
}

/* A line's own fault, after which the next may be good. */
static int
is_of_line(int status)
{
	return status == CTXH_EUSAGE || status == CTXH_ENOTFOUND ||
	    status == CTXH_ERULE || status == CTXH_EDENIED;
}

static int
read_lines(struct batch *b, struct lines *in)
{
	ctxh_value	*line;
	const char	*text;
	size_t		 n, number;
	int		 rc;

	while ((rc = lines_next(in, &text, &n, &number)) == CTXH_OK) {
		if (n == 0)
			continue;
		b->line = number;
		rc = json_parse_line(b->h, text, n, number, &line);
		if (rc == CTXH_OK)
			rc = take_line(b, line);
		ctxh_value_free(line);
		if (is_of_line(rc)) {
			(void)fail_where_int(b->h, "line", (int64_t)number);
			rc = note_error(b, number);
		}
		if (rc == CTXH_OK && number % 256 == 0)
			rc = handle_progress(b->h, number, 0);
		if (rc != CTXH_OK)
			return rc;
	}
	return rc == LINES_END ? CTXH_OK : rc;
}

static int
put_labels(struct batch *b, ctxh_value *o)
{
	ctxh_value	*cases = ctxh_value_object();
	size_t		 i;

	for (i = 0; i < b->slots; i++)
		if (b->labels[i].label != NULL && put_fresh(cases,
		    b->labels[i].label,
		    ctxh_value_text(b->labels[i].number)) != 0) {
			ctxh_value_free(cases);
			return -1;
		}
	return put(o, "cases", cases);
}

/* Moves what was said of a number to the list, with its line. */
static int
push_notices(ctxh *h, const ctxh_value *own, size_t line, ctxh_value *list)
{
	const ctxh_value	*item;
	ctxh_value		*copy;

	VALUE_EACH(item, own) {
		copy = ctxh_value_copy(item);
		if (copy == NULL || put_int(copy, "line", (int64_t)line) != 0) {
			ctxh_value_free(copy);
			return fail_nomem(h);
		}
		if (push(list, copy) != 0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}

static int
given_notices(struct batch *b, const struct numbers *all, ctxh_value *list)
{
	ctxh_value	*own;
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < b->ngiven &&
	    ctxh_value_count(list) < NOTICES_MAX; i++) {
		if ((own = ctxh_value_list()) == NULL)
			return fail_nomem(b->h);
		rc = numbers_notice(b->h, all, &b->given[i].n, own);
		if (rc == CTXH_OK)
			rc = push_notices(b->h, own, b->given[i].line, list);
		ctxh_value_free(own);
	}
	return rc;
}

/* All numbers of the store are read once, and only for a letter's sake. */
static int
number_lines(struct batch *b, ctxh_value *list)
{
	struct numbers	all;
	size_t		i;
	int		rc, year;

	if (b->ngiven == 0)
		return CTXH_OK;
	year = b->given[0].n.year;
	for (i = 1; i < b->ngiven; i++)
		if (b->given[i].n.year != year)
			year = 0;
	if ((rc = numbers_load(b->h, year, &all)) != CTXH_OK)
		return rc;
	rc = given_notices(b, &all, list);
	numbers_free(&all);
	return rc;
}

static int
put_lines(struct batch *b, int kept, ctxh_value *o)
{
	ctxh_value	*list = ctxh_value_list();
	int		 rc = list != NULL ? CTXH_OK : fail_nomem(b->h);

	if (rc == CTXH_OK && b->outside != NULL)
		rc = tell_scope(b->h, list, b->outside, b->outside_day);
	if (rc == CTXH_OK && kept)
		rc = number_lines(b, list);
	return notice_put(b->h, o, rc, list);
}

static int
report(struct batch *b, int kept, ctxh_value **out)
{
	ctxh_value *o = *out = ctxh_value_object();

	if (o == NULL || put_int(o, "format", 1) |
	    put_int(o, "recorded", kept ? recorded(b) : 0) |
	    put_int(o, "rejected", (int64_t)b->rejected) |
	    (kept ? put_labels(b, o) :
	    put(o, "cases", ctxh_value_object())) |
	    put(o, "errors", b->errors)) {
		b->errors = NULL;
		return fail_nomem(b->h);
	}
	b->errors = NULL;
	return put_lines(b, kept, o);
}

/* Commits where that is wanted and there is something; "op" says so. */
static int
finish(struct batch *b, int kept, ctxh_value *out)
{
	int nothing = !kept || recorded(b) == 0;

	if (put_int(op_detail(b->h), "recorded", recorded(b)) != 0)
		return fail_nomem(b->h);
	return op_finish(b->h, nothing || (b->flags & CTXH_DRY_RUN) != 0, out);
}

/* Says how many, and the first one. */
static int
refuse(struct batch *b, int kept, const ctxh_value *errors)
{
	const ctxh_value	*e = ctxh_value_first(errors);
	int64_t			 line = get_int(e, "line", 0);

	(void)fail(b->h, kept ? CTXH_EPARTLY : b->first, kept ?
	    T(b->h, "%llu lines were refused, the others were taken; line "
	    "%lld: %s") : T(b->h, "%llu lines were refused, nothing was "
	    "recorded; line %lld: %s"), (unsigned long long)b->rejected,
	    (long long)line, get_text(e, "message"));
	return fail_where_int(b->h, "line", line);
}

static int
run(struct batch *b, ctxh_read_fn read, void *ctx, ctxh_value **out)
{
	ctxh		*h = b->h;
	struct lines	*in = NULL;
	int		 rc, kept;

	if ((rc = lines_open(h, read, ctx, &in)) == CTXH_OK &&
	    (rc = read_lines(b, in)) == CTXH_OK)
		rc = recorder_derive(h, &b->rec);
	lines_close(in);
	if (rc != CTXH_OK)
		return rc;
	kept = b->rejected == 0 || (b->flags & CTXH_KEEP_GOING) != 0;
	if ((rc = report(b, kept, out)) != CTXH_OK ||
	    (rc = finish(b, kept, *out)) != CTXH_OK)
		return rc;
	if (b->rejected == 0)
		return CTXH_OK;
	return refuse(b, kept, ctxh_value_get(*out, "errors"));
}

EXPORT int
ctxh_record_batch(ctxh *h, const char *form, ctxh_read_fn read, void *ctx,
    unsigned flags, ctxh_value **out)
{
	struct batch	b = { .h = h, .form = form, .flags = flags };
	size_t		i;
	int		rc;

	*out = NULL;
	if ((b.errors = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	if ((rc = recorder_begin(h, &b.rec, "record")) == CTXH_OK &&
	    (rc = op_deny_gather(h)) == CTXH_OK) {
		rc = run(&b, read, ctx, out);
		op_abort(h);
		keep_failure(h, op_deny_end);
	}
	op_abort(h);
	recorder_end(&b.rec);
	entry_recorder_end(&b.entries);
	for (i = 0; i < b.slots; i++)
		free(b.labels[i].label);
	free(b.labels);
	for (i = 0; i < b.ngiven; i++)
		number_free(&b.given[i].n);
	free(b.given);
	ctxh_value_free(b.errors);
	return rc;
}
