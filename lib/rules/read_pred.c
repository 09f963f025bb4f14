/* Conditions: from JSON to struct pred, with every name and code checked. */
#include <string.h>

#include "rules/read.h"
#include "text/near.h"

/* What a condition may ask of a case, beside the fields of a form. */
static const struct {
	const char	*name;
	enum field_type	 type;
	const char	*codes;
} case_facts[] = {
	{ "case.category", FIELD_CODE, "category" },
	{ "case.route", FIELD_CODE, "route" },
	{ "case.level", FIELD_CODE, "level" },
	{ "case.state", FIELD_CODE, "states" },
	{ "case.urgent", FIELD_BOOL, NULL },
	{ "case.assessed", FIELD_BOOL, NULL },
	{ "case.received_at", FIELD_TIME, NULL },
	{ "case.known_at", FIELD_TIME, NULL },
	{ "case.agency", FIELD_AGENCY, NULL },
};
#define CASE_FACTS (sizeof(case_facts) / sizeof(case_facts[0]))

static enum field_type
ref_type(const struct reader *rd, const struct ref *ref,
    const struct codes **codes)
{
	size_t i;

	if (ref->field != NULL) {
		*codes = ref->field->codes;
		return ref->field->type;
	}
	*codes = NULL;
	for (i = 0; i < CASE_FACTS; i++)
		if (strcmp(case_facts[i].name, ref->name) == 0)
			break;
	if (case_facts[i].codes != NULL)
		*codes = rules_codes(rd->r, case_facts[i].codes);
	return case_facts[i].type;
}

static int
unknown_name(struct reader *rd, const char *at, const char *name)
{
	const struct fieldset	*sets[2] = { NULL, NULL };
	struct near		 near = { .word = name };
	char			 shown[CLIP_SIZE];
	size_t			 i, k;

	if (rd->list != NULL)
		sets[0] = &rd->list->set;
	if (rd->form != NULL)
		sets[1] = &rd->form->set;
	for (i = 0; i < 2; i++)
		for (k = 0; sets[i] != NULL && k < sets[i]->count; k++)
			near_offer(&near, sets[i]->list[k].id);
	for (i = 0; i < CASE_FACTS; i++)
		near_offer(&near, case_facts[i].name);
	(void)clip(name, shown);
	if (near.best != NULL)
		return read_bad(rd, at, T(rd->h, "no such field: \"%s\"; did "
		    "you mean \"%s\"?"), shown, near.best);
	return read_bad(rd, at, T(rd->h, "no such field: \"%s\""), shown);
}

int
read_ref(struct reader *rd, const char *at, const char *name, struct ref *ref)
{
	const struct field	*f = NULL;
	size_t			 i;

	ref->name = name;
	if (strncmp(name, "case.", 5) == 0)
		for (i = 0; i < CASE_FACTS; i++)
			if (strcmp(case_facts[i].name, name) == 0)
				return CTXH_OK;
	if (rd->list != NULL && (f = fieldset_find(&rd->list->set, name)) !=
	    NULL)
		ref->item = 1;
	if (f == NULL && rd->form != NULL)
		f = form_field(rd->form, name);
	if (f == NULL)
		return unknown_name(rd, at, name);
	if (rd->facts_only && f->person)
		return read_bad(rd, at, T(rd->h, "\"%s\" is sealed as "
		    "\"person\"; what moves a case or a deadline is sealed as "
		    "\"facts\""), f->id);
	ref->name = f->id;
	ref->field = f;
	return CTXH_OK;
}

int
read_ref_code(struct reader *rd, const char *at, const struct ref *ref,
    const char *code)
{
	const struct codes	*codes;
	enum field_type		 type = ref_type(rd, ref, &codes);
	struct near		 near = { .word = code };
	char			 shown[CLIP_SIZE];
	size_t			 i;

	/* The directory of agencies is not part of the rule set. */
	if (type == FIELD_AGENCY)
		return CTXH_OK;
	if (codes == NULL)
		return read_bad(rd, at, T(rd->h, "\"%s\" is not a field of "
		    "codes"), ref->name);
	if (code_index(codes, code) != -1)
		return CTXH_OK;
	for (i = 0; i < codes->count; i++)
		near_offer(&near, codes->list[i].code);
	return read_bad(rd, at, T(rd->h, "the list \"%s\" has no code \"%s\"; "
	    "such as \"%s\" is there"), codes->id, clip(code, shown),
	    near.best != NULL ? near.best : codes->list[0].code);
}

static int
want_type(struct reader *rd, const char *at, const struct ref *ref,
    enum field_type a, enum field_type b)
{
	const struct codes	*codes;
	enum field_type		 type = ref_type(rd, ref, &codes);

	if (type == a || type == b)
		return CTXH_OK;
	return read_bad(rd, at, T(rd->h, "\"%s\" is not of a type that this "
	    "can be asked of"), ref->name);
}

static int
member_text(struct reader *rd, const ctxh_value *v, const char *key,
    const char **out)
{
	int rc = read_text(rd, v, key, out);

	if (rc == CTXH_OK && *out == NULL)
		rc = read_bad(rd, key, "%s", T(rd->h, "missing"));
	return rc;
}

static int
read_is(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	int rc;

	p->kind = PRED_IS;
	if (ctxh_value_kind(ctxh_value_get(v, "is")) == CTXH_BOOL) {
		p->is_bool = 1;
		p->truth = get_bool(v, "is");
		return want_type(rd, "is", &p->ref, FIELD_BOOL, FIELD_BOOL);
	}
	if ((rc = want_type(rd, "is", &p->ref, FIELD_CODE, FIELD_AGENCY)) !=
	    CTXH_OK || (rc = member_text(rd, v, "is", &p->code)) != CTXH_OK)
		return rc;
	return read_ref_code(rd, "is", &p->ref, p->code);
}

static int
read_code_text(struct reader *rd, const ctxh_value *v, void *out)
{
	const char *s = ctxh_value_str(v);

	if (s == NULL)
		return read_bad(rd, NULL, "%s", T(rd->h, "not a text"));
	*(const char **)out = s;
	return CTXH_OK;
}

static int
read_in(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	size_t	i;
	int	rc;

	p->kind = PRED_IN;
	if ((rc = want_type(rd, "in", &p->ref, FIELD_CODE, FIELD_AGENCY)) !=
	    CTXH_OK || (rc = read_list(rd, v, "in", sizeof(char *),
	    read_code_text, &p->codes, &p->code_count)) != CTXH_OK)
		return rc;
	for (i = 0; i < p->code_count; i++)
		if ((rc = read_ref_code(rd, "in", &p->ref, p->codes[i])) !=
		    CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int
read_has(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	int rc;

	p->kind = PRED_HAS;
	if ((rc = want_type(rd, "has", &p->ref, FIELD_CODES, FIELD_CODES)) !=
	    CTXH_OK || (rc = member_text(rd, v, "has", &p->code)) != CTXH_OK)
		return rc;
	return read_ref_code(rd, "has", &p->ref, p->code);
}

static int
read_given(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	p->kind = PRED_GIVEN;
	return read_bool(rd, v, "given", &p->truth);
}

static int
read_before(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	const char	*name;
	int		 rc;

	p->kind = PRED_BEFORE;
	if ((rc = member_text(rd, v, "before", &name)) != CTXH_OK ||
	    (rc = read_ref(rd, "before", name, &p->other)) != CTXH_OK ||
	    (rc = want_type(rd, "field", &p->ref, FIELD_TIME, FIELD_DATE)) !=
	    CTXH_OK)
		return rc;
	return want_type(rd, "before", &p->other, FIELD_TIME, FIELD_DATE);
}

static int
read_below(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	static const char *const words[] = { "suggested", NULL };
	int	word;
	size_t	i;

	p->kind = PRED_BELOW;
	for (i = 0; rd->form != NULL && i < rd->form->suggest_count; i++)
		if (rd->form->suggest[i].field == p->ref.field)
			return read_word(rd, v, "below", words, &word);
	return read_bad(rd, "below", T(rd->h, "nothing suggests a value for "
	    "\"%s\""), p->ref.name);
}

static int
read_over(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	const char	*name;
	int		 rc;

	p->kind = PRED_OVER;
	if ((rc = want_type(rd, "field", &p->ref, FIELD_INT, FIELD_INT)) !=
	    CTXH_OK || (rc = member_text(rd, v, "over", &name)) != CTXH_OK ||
	    (rc = read_ref(rd, "over", name, &p->other)) != CTXH_OK)
		return rc;
	if (p->other.field != NULL && p->other.field->type >= FIELD_CODES)
		return CTXH_OK;
	return read_bad(rd, "over", T(rd->h, "\"%s\" is not a list"), name);
}

static int
read_ref_item(struct reader *rd, const ctxh_value *v, void *out)
{
	const char *s = ctxh_value_str(v);

	if (s == NULL)
		return read_bad(rd, NULL, "%s", T(rd->h, "not a text"));
	return read_ref(rd, NULL, s, out);
}

static int
read_more(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	static const char *const keys[] = { "!more", "!in", "!than", NULL };
	size_t	i;
	int	rc;

	p->kind = PRED_MORE;
	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = member_text(rd, v, "more", &p->code)) != CTXH_OK ||
	    (rc = read_list(rd, v, "in", sizeof(struct ref), read_ref_item,
	    &p->in, &p->in_count)) != CTXH_OK ||
	    (rc = read_list(rd, v, "than", sizeof(struct ref), read_ref_item,
	    &p->than, &p->than_count)) != CTXH_OK)
		return rc;
	for (i = 0; i < p->in_count + p->than_count; i++)
		if ((rc = read_ref_code(rd, "more", i < p->in_count ?
		    &p->in[i] : &p->than[i - p->in_count], p->code)) !=
		    CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int read_pred_item(struct reader *, const ctxh_value *, void *);

static int
read_parts(struct reader *rd, const ctxh_value *v, const char *key,
    struct pred *p)
{
	const char *const	 keys[] = { key, NULL };
	size_t			 up;
	int			 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK)
		return rc;
	if (strcmp(key, "not") != 0) {
		p->kind = key[1] == 'l' ? PRED_ALL : PRED_ANY;
		return read_list(rd, v, key, sizeof(*p), read_pred_item,
		    &p->parts, &p->part_count);
	}
	p->kind = PRED_NOT;
	p->part_count = 1;
	if ((p->parts = arena_get(&rd->r->arena, 1, sizeof(*p))) == NULL)
		return fail_nomem(rd->h);
	up = read_down(rd, key);
	if ((rc = read_pred_item(rd, ctxh_value_get(v, key), p->parts)) ==
	    CTXH_OK)
		read_up(rd, up);
	return rc;
}

static int
read_of_field(struct reader *rd, const ctxh_value *v, struct pred *p)
{
	static const struct {
		const char *key;
		int (*fn)(struct reader *, const ctxh_value *, struct pred *);
	} ops[] = {
		{ "is", read_is }, { "in", read_in }, { "has", read_has },
		{ "given", read_given }, { "before", read_before },
		{ "below", read_below }, { "over", read_over },
	};
	static const char *const all[] = { "!field", "is", "in", "has",
	    "given", "before", "below", "over", NULL };
	const char	*name;
	size_t		 i;
	int		 rc;

	if ((rc = read_keys(rd, v, all)) != CTXH_OK ||
	    (rc = member_text(rd, v, "field", &name)) != CTXH_OK ||
	    (rc = read_ref(rd, "field", name, &p->ref)) != CTXH_OK)
		return rc;
	if (ctxh_value_count(v) != 2)
		return read_bad(rd, NULL, "%s", T(rd->h, "a condition on a "
		    "field asks one thing: is, in, has, given, before, below "
		    "or over"));
	for (i = 0; i < sizeof(ops) / sizeof(ops[0]); i++)
		if (ctxh_value_get(v, ops[i].key) != NULL)
			break;
	return ops[i].fn(rd, v, p);
}

static int
read_pred_item(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const joins[] = { "all", "any", "not" };
	struct pred	*p = out;
	size_t		 i;
	int		 rc;

	if (rd->depth == RULES_DEPTH_MAX)
		return read_bad(rd, NULL, T(rd->h, "conditions stand more than "
		    "%d deep in each other"), RULES_DEPTH_MAX);
	if (ctxh_value_kind(v) != CTXH_OBJECT)
		return read_bad(rd, NULL, "%s", T(rd->h, "not an object"));
	rd->depth++;
	for (i = 0; i < 3 && ctxh_value_get(v, joins[i]) == NULL; i++)
		;
	if (i < 3)
		rc = read_parts(rd, v, joins[i], p);
	else if (ctxh_value_get(v, "more") != NULL)
		rc = read_more(rd, v, p);
	else
		rc = read_of_field(rd, v, p);
	rd->depth--;
	return rc;
}

int
read_pred(struct reader *rd, const ctxh_value *v, const char *key,
    const struct pred **out)
{
	const ctxh_value *m = ctxh_value_get(v, key);
	struct pred	 *p;
	size_t		  up;
	int		  rc;

	*out = NULL;
	if (m == NULL)
		return CTXH_OK;
	if ((p = arena_get(&rd->r->arena, 1, sizeof(*p))) == NULL)
		return fail_nomem(rd->h);
	up = read_down(rd, key);
	if ((rc = read_pred_item(rd, m, p)) != CTXH_OK)
		return rc;
	read_up(rd, up);
	*out = p;
	return CTXH_OK;
}
