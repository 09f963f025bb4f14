#include "cases/subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "chain/member.h"
#include "people/student.h"
#include "rules/rules.h"
#include "vault/digest.h"

#define FORM_CONSENT	"consent"

int64_t
subject_key(const char *text)
{
	unsigned char	digest[DIGEST_SIZE];
	uint64_t	v = 0;
	size_t		i;

	digest_of(text, strlen(text), digest);
	for (i = 0; i < 8; i++)
		v = v << 8 | digest[i];
	return (int64_t)(v >> 1);
}

static int
add(ctxh *h, struct subjects *s, enum subject_kind kind, unsigned how,
    int64_t key)
{
	if (mem_grow((void **)&s->list, &s->cap, s->n + 1,
	    sizeof(*s->list)) != 0)
		return fail_nomem(h);
	s->list[s->n++] = (struct subject){ kind, how, key };
	return CTXH_OK;
}

static int
add_text(ctxh *h, struct subjects *s, enum subject_kind kind, unsigned how,
    const char *text)
{
	return text != NULL ? add(h, s, kind, how, subject_key(text)) :
	    CTXH_OK;
}

/* ---- documents ---- */

/* Other cases that it names, and, where it names one, the agency. */
static int
take_fields(ctxh *h, const ctxh_value *v, int agency, struct subjects *s)
{
	const ctxh_value	*item;
	const char		*text;
	int			 rc = CTXH_OK;

	VALUE_EACH(item, v) {
		text = ctxh_value_str(item);
		if (text == NULL)
			rc = take_fields(h, item, agency, s);
		else if (strncmp(text, "VV-", 3) == 0)
			rc = add_text(h, s, SUBJECT_NUMBER, SUBJECT_NEEDS,
			    text);
		else if (agency)
			rc = add_text(h, s, SUBJECT_AGENCY, SUBJECT_NEEDS,
			    text);
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

static int
take_pupils(ctxh *h, const ctxh_value *meta, enum subject_kind kind,
    unsigned how, struct subjects *s)
{
	const ctxh_value	*v;
	int			 rc;

	VALUE_EACH(v, ctxh_value_get(meta, "students"))
		if (ctxh_value_num(v) > 0 && (rc = add(h, s, kind, how,
		    (int64_t)ctxh_value_num(v))) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* Whether the document's form asked for consents when it was recorded. */
static int
rests_on_consent(const struct doc *d)
{
	struct pred_env		 env = { .fields = d->fields,
	    .form = d->form };
	const struct check	*k;

	EACH(k, d->form->checks, d->form->check_count)
		if (k->kind == CHECK_CONSENT && pred_true(k->cond, &env))
			return 1;
	return 0;
}

static int
take_consents(ctxh *h, int64_t case_id, int64_t id, struct subjects *s)
{
	const struct doc	*d;
	struct casefile		 c;
	int			 rc;

	rc = case_load(h, case_id, &c);
	if (rc == CTXH_EFAIL) {
		/* Its rule set is gone, and that it needs, too. */
		fail_clear(h);
		return CTXH_OK;
	}
	if (rc != CTXH_OK)
		return rc;
	if ((d = case_doc(&c, id)) != NULL && rests_on_consent(d))
		rc = take_pupils(h, c.docs[0].meta, SUBJECT_CONSENT,
		    SUBJECT_NEEDS, s);
	case_free(&c);
	return rc;
}

/* A case's documents are one subject; those without are each their own. */
static int
take_place(ctxh *h, int64_t case_id, int64_t id, const ctxh_value *meta,
    struct subjects *s)
{
	const char	*number = get_text(meta, "number");
	int64_t		 old = get_int(meta, "supersedes", 0);
	int		 rc;

	if (case_id == 0) {
		rc = add(h, s, SUBJECT_DOCUMENT, SUBJECT_WRITES, id);
		return rc == CTXH_OK && old != 0 ? add(h, s, SUBJECT_DOCUMENT,
		    SUBJECT_WRITES, old) : rc;
	}
	rc = add(h, s, SUBJECT_CASE, SUBJECT_WRITES | (case_id == id ?
	    SUBJECT_MAKES : SUBJECT_NEEDS), case_id);
	if (rc == CTXH_OK && case_id == id)
		rc = add_text(h, s, SUBJECT_NUMBER, SUBJECT_MAKES, number);
	return rc;
}

static int
take_document(ctxh *h, stmt *st, const ctxh_value *meta, struct subjects *s)
{
	const char	*form = get_text(meta, "form");
	int64_t		 id = db_int(st, 0), case_id = db_int(st, 2);
	int		 rc;

	if ((rc = take_place(h, case_id, id, meta, s)) != CTXH_OK ||
	    (rc = take_pupils(h, meta, SUBJECT_PUPIL, SUBJECT_NEEDS, s)) !=
	    CTXH_OK || (rc = add_text(h, s, SUBJECT_RULES, SUBJECT_NEEDS,
	    get_text(meta, "rules"))) != CTXH_OK || (rc = take_fields(h,
	    ctxh_value_get(meta, "fields"), get_text(meta, "agency_name") !=
	    NULL, s)) != CTXH_OK)
		return rc;
	if (form != NULL && strcmp(form, FORM_CONSENT) == 0)
		return take_pupils(h, meta, SUBJECT_CONSENT, SUBJECT_MAKES, s);
	return s->consents && case_id != 0 ?
	    take_consents(h, case_id, id, s) : CTXH_OK;
}

/* ---- the prevention side ---- */

static int
take_entry(ctxh *h, stmt *st, const ctxh_value *facts, struct subjects *s)
{
	int64_t	entry = db_int(st, 2);
	int	rc;

	rc = add(h, s, SUBJECT_ENTRY, SUBJECT_WRITES |
	    (entry == db_int(st, 0) ? SUBJECT_MAKES : SUBJECT_NEEDS), entry);
	if (rc == CTXH_OK)
		rc = take_pupils(h, facts, SUBJECT_PUPIL, SUBJECT_NEEDS, s);
	return rc == CTXH_OK ? add_text(h, s, SUBJECT_RULES, SUBJECT_NEEDS,
	    get_text(facts, "rules")) : rc;
}

/* ---- the other tables ---- */

static int
take_agency(ctxh *h, const ctxh_value *facts, struct subjects *s)
{
	const char	*code = get_text(facts, "code");
	int		 rc;

	if (ctxh_value_get(facts, "contact") != NULL) {
		rc = add_text(h, s, SUBJECT_CONTACT, SUBJECT_WRITES, code);
		return rc == CTXH_OK ? add_text(h, s, SUBJECT_AGENCY,
		    SUBJECT_NEEDS, code) : rc;
	}
	/* Who names an agency names it as it was when he did. */
	rc = add_text(h, s, SUBJECT_AGENCY, SUBJECT_WRITES | SUBJECT_MAKES,
	    code);
	return rc == CTXH_OK ? add_text(h, s, SUBJECT_AGENCY, SUBJECT_NEEDS,
	    get_text(facts, "successor")) : rc;
}

/* A term is the same one also where its days were set anew. */
static void
period_name(const ctxh_value *facts, char *out, size_t size)
{
	const char	*kind = get_text(facts, "period");
	const char	*year = get_text(facts, "year");
	const char	*from = get_text(facts, "from");
	const char	*to = get_text(facts, "to");
	const char	*part = get_text(facts, "part");
	int		 span = kind != NULL && strcmp(kind, "span") == 0;

	(void)snprintf(out, size, "%s|%s|%s|%s|%s", kind != NULL ? kind : "",
	    !span && year != NULL ? year : "", span && from != NULL ? from :
	    "", span && to != NULL ? to : "", part != NULL ? part : "");
}

static int
take_report(ctxh *h, const ctxh_value *facts, struct subjects *s)
{
	const char	*kind = get_text(facts, "kind");
	char		 period[160];
	int		 rc;

	period_name(facts, period, sizeof(period));
	if (kind != NULL && strcmp(kind, "note") == 0)
		return add_text(h, s, SUBJECT_NOTE, SUBJECT_WRITES, period);
	if ((rc = add_text(h, s, SUBJECT_ISSUE, SUBJECT_WRITES, period)) !=
	    CTXH_OK)
		return rc;
	return add_text(h, s, SUBJECT_RULES, SUBJECT_NEEDS, get_text(
	    ctxh_value_get(facts, "report"), "rules"));
}

static int
take_facts(ctxh *h, enum table_id which, stmt *st, const ctxh_value *facts,
    struct subjects *s)
{
	switch (which) {
	case TABLE_DOCUMENT:
		return take_document(h, st, facts, s);
	case TABLE_SETTING:
		return add_text(h, s, SUBJECT_SETTING, SUBJECT_WRITES,
		    get_text(facts, "key"));
	case TABLE_CALENDAR:
		return add_text(h, s, SUBJECT_DAY, SUBJECT_WRITES,
		    get_text(facts, "date"));
	case TABLE_RULE_SET:
		return add_text(h, s, SUBJECT_RULES, SUBJECT_WRITES |
		    SUBJECT_MAKES, get_text(ctxh_value_get(facts, "rules"),
		    "id"));
	case TABLE_AGENCY:
		return take_agency(h, facts, s);
	case TABLE_REPORT:
		return take_report(h, facts, s);
	case TABLE_ENTRY:
		return take_entry(h, st, facts, s);
	case TABLE_OBSERVATION:
		return take_pupils(h, facts, SUBJECT_PUPIL, SUBJECT_NEEDS, s);
	default:
		return CTXH_OK;
	}
}

/*
 * Which child a later document means of two whose files were joined, only a
 * person can say.
 */
static int
take_join(ctxh *h, stmt *st, struct subjects *s)
{
	struct buf	facts = { 0 };
	int64_t		into;
	int		rc = row_open(h, TABLE_STUDENT, st, 1, &facts);

	if (rc == CTXH_OK && (into = facts_merged(facts.data)) != 0 &&
	    (rc = add(h, s, SUBJECT_PUPIL, SUBJECT_MAKES, into)) == CTXH_OK)
		rc = add(h, s, SUBJECT_PUPIL, SUBJECT_MAKES, db_int(st, 2));
	buf_free(&facts);
	return rc;
}

static int
take_pupil(ctxh *h, stmt *st, struct subjects *s)
{
	int64_t	student = db_int(st, 2);
	int	rc, first = student == db_int(st, 0);

	rc = add(h, s, SUBJECT_PUPIL, SUBJECT_WRITES | (first ?
	    SUBJECT_MAKES : SUBJECT_NEEDS), student);
	return rc == CTXH_OK && s->joins && !first ? take_join(h, st, s) :
	    rc;
}

/* A slot with a pair's key: it is sealed to the member's key as it was. */
static int
is_pairs(stmt *st)
{
	return strcmp(db_text(st, 3), SLOT_PAIR) == 0;
}

/* Those that stand in clear. */
static int
take_clear(ctxh *h, enum table_id which, stmt *st, struct subjects *s)
{
	int64_t	number = db_int(st, 2);
	int	rc;

	switch (which) {
	case TABLE_STUDENT:
		return take_pupil(h, st, s);
	case TABLE_STAFF:
		rc = add(h, s, SUBJECT_MEMBER, SUBJECT_WRITES |
		    SUBJECT_MAKES, number);
		return rc == CTXH_OK ? add_text(h, s, SUBJECT_HANDLE,
		    SUBJECT_WRITES, db_text(st, 3)) : rc;
	case TABLE_SLOT:
		return add(h, s, SUBJECT_MEMBER, is_pairs(st) ?
		    SUBJECT_NEEDS : SUBJECT_WRITES, number);
	case TABLE_PAIR:
		/* What a mentor notes is in the way of nothing but what the
		 * pair's notes are about. */
		rc = add(h, s, SUBJECT_ENTRY, SUBJECT_NEEDS, number);
		return rc == CTXH_OK ? add(h, s, SUBJECT_PAIR, SUBJECT_WRITES,
		    number) : rc;
	default:
		return CTXH_OK;
	}
}

int
subjects_row(ctxh *h, enum table_id which, stmt *st, struct subjects *s)
{
	ctxh_value	*facts;
	const void	*blob;
	size_t		 n, col = which == TABLE_DOCUMENT ||
	    which == TABLE_ENTRY ? 3 : 0;
	int		 rc;

	if (which == TABLE_STUDENT || which == TABLE_STAFF ||
	    which == TABLE_SLOT || which == TABLE_PAIR)
		return take_clear(h, which, st, s);
	if (which == TABLE_STORE || which == TABLE_UNDO)
		return CTXH_OK;
	blob = db_blob(st, (int)col + 2, &n);
	rc = cell_value(h, which, db_int(st, 0), col, blob, n, &facts);
	if (rc == CTXH_OK)
		rc = take_facts(h, which, st, facts, s);
	ctxh_value_free(facts);
	return rc;
}

/* ---- meeting ---- */

static int
by_key(const void *a, const void *b)
{
	const struct subject *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

/* One of each, with all that was said of it. */
void
subjects_sort(struct subjects *s)
{
	size_t i, kept = 0;

	if (s->n > 0)
		qsort(s->list, s->n, sizeof(*s->list), by_key);
	for (i = 0; i < s->n; i++)
		if (kept > 0 && by_key(&s->list[i], &s->list[kept - 1]) == 0)
			s->list[kept - 1].how |= s->list[i].how;
		else
			s->list[kept++] = s->list[i];
	s->n = kept;
}

int
subjects_meet(const struct subjects *s, const struct subject *later, int redo)
{
	const struct subject *mine;

	if (s->n == 0 || (mine = bsearch(later, s->list, s->n,
	    sizeof(*later), by_key)) == NULL)
		return 0;
	return (later->how & mine->how & SUBJECT_WRITES) != 0 ||
	    ((later->how & SUBJECT_NEEDS) != 0 &&
	    (mine->how & SUBJECT_MAKES) != 0) ||
	    (redo && (later->how & SUBJECT_MAKES) != 0 &&
	    (mine->how & SUBJECT_NEEDS) != 0);
}

int
subjects_has(const struct subjects *s, enum subject_kind kind, unsigned how)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->list[i].kind == kind && (s->list[i].how & how) != 0)
			return 1;
	return 0;
}

void
subjects_free(struct subjects *s)
{
	free(s->list);
	memset(s, 0, sizeof(*s));
}
