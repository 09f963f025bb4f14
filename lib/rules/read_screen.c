/* The rules of screening: whom lists of absences, conduct and results point
 * at. */
#include <string.h>

#include "base/mem.h"
#include "rules/read.h"

#define SCREEN_DAYS_MAX	366
#define SCREEN_WEIGHT_MAX 100

const char *const screen_looks[] = { "absence", "stopped", "conduct",
    "result", NULL };
static const char *const leaves[] = { "any", "with", "without", NULL };
static const char *const certainties[] = { "certain", "derived", "practice",
    NULL };

/* A code of the list of that id. */
static int
read_codes_of(struct reader *rd, const ctxh_value *v, const char *key,
    const char *id, const char ***out, size_t *n)
{
	const struct codes	*codes = rules_codes(rd->r, id);
	const ctxh_value	*list = ctxh_value_get(v, key), *item;
	const char		*s;

	if (list == NULL)
		return CTXH_OK;
	if (ctxh_value_kind(list) != CTXH_LIST || ctxh_value_count(list) == 0 ||
	    ctxh_value_count(list) > RULES_LIST_MAX)
		return read_bad(rd, key, T(rd->h, "not a list of 1 to %d "
		    "items"), RULES_LIST_MAX);
	*out = arena_get(&rd->r->arena, ctxh_value_count(list),
	    sizeof(**out));
	if (*out == NULL)
		return fail_nomem(rd->h);
	VALUE_EACH(item, list) {
		s = ctxh_value_str(item);
		if (s == NULL || codes == NULL || code_index(codes, s) < 0)
			return read_bad(rd, key, T(rd->h, "\"%s\" is no code "
			    "of \"%s\""), s != NULL ? s : "", id);
		(*out)[(*n)++] = s;
	}
	return CTXH_OK;
}

static int
read_limit(struct reader *rd, const ctxh_value *v, enum screen_limit which,
    struct screen_rule *s)
{
	int there;

	return read_int(rd, v, screen_limits[which], 1, SCREEN_DAYS_MAX,
	    &s->limit[which], &there);
}

/* Days of absence: at least so many, within so many. */
static int
read_days(struct reader *rd, const ctxh_value *v, struct screen_rule *s)
{
	static const char *const absence[] = { "!id", "!vi", "!en", "!basis",
	    "!certainty", "!looks_at", "leave", "!days", "!within", "!weight",
	    "!suggests", NULL };
	static const char *const stopped[] = { "!id", "!vi", "!en", "!basis",
	    "!certainty", "!looks_at", "leave", "!days", "within", "beyond",
	    "!weight", "!suggests", NULL };
	int word = LEAVE_ANY, rc, i;

	if ((rc = read_keys(rd, v, s->looks_at == LOOK_ABSENCE ? absence :
	    stopped)) != CTXH_OK ||
	    (rc = read_word(rd, v, "leave", leaves, &word)) != CTXH_OK)
		return rc;
	s->leave = (enum screen_leave)word;
	for (i = 0; i < LIMITS && rc == CTXH_OK; i++)
		rc = read_limit(rd, v, (enum screen_limit)i, s);
	return rc;
}

static int
read_grades(struct reader *rd, const ctxh_value *v, struct screen_rule *s)
{
	static const char *const keys[] = { "!id", "!vi", "!en", "!basis",
	    "!certainty", "!looks_at", "!codes", "!weight", "!suggests",
	    NULL };
	int rc = read_keys(rd, v, keys);

	return rc == CTXH_OK ? read_codes_of(rd, v, "codes",
	    screen_looks[s->looks_at], &s->codes, &s->code_count) : rc;
}

static int
read_rule(struct reader *rd, const ctxh_value *v, void *out)
{
	struct screen_rule	*s = out;
	int			 word = -1, sure = CERTAIN_PRACTICE, rc, there;

	if ((rc = read_word(rd, v, "looks_at", screen_looks, &word)) !=
	    CTXH_OK)
		return rc;
	if (word < 0)
		return read_bad(rd, "looks_at", "%s", T(rd->h, "missing"));
	s->looks_at = (enum screen_look)word;
	rc = s->looks_at == LOOK_ABSENCE || s->looks_at == LOOK_STOPPED ?
	    read_days(rd, v, s) : read_grades(rd, v, s);
	if (rc != CTXH_OK || (rc = read_id(rd, v, "id", &s->id)) != CTXH_OK ||
	    (rc = read_label_here(rd, v, &s->label)) != CTXH_OK ||
	    (rc = read_text(rd, v, "basis", &s->basis)) != CTXH_OK ||
	    (rc = read_word(rd, v, "certainty", certainties, &sure)) !=
	    CTXH_OK || (rc = read_int(rd, v, "weight", 1, SCREEN_WEIGHT_MAX,
	    &s->weight, &there)) != CTXH_OK)
		return rc;
	s->certainty = (enum certainty)sure;
	return read_codes_of(rd, v, "suggests", "group_kind", &s->suggests,
	    &s->suggest_count);
}

const char *const screen_limits[LIMITS] = { "days", "within", "beyond" };

int
read_screening(struct reader *rd, const ctxh_value *v)
{
	struct rules		 *r = rd->r;
	const struct screen_rule *s, *old;
	int			  rc;

	if ((rc = read_list(rd, v, "screening", sizeof(*r->screening),
	    read_rule, &r->screening, &r->screen_count)) != CTXH_OK)
		return rc;
	EACH(s, r->screening, r->screen_count)
		for (old = r->screening; old < s; old++)
			if (strcmp(old->id, s->id) == 0)
				return read_bad(rd, "screening", T(rd->h,
				    "\"%s\" stands here twice"), s->id);
	return CTXH_OK;
}
