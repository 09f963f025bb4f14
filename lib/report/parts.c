/* HK I + HK II + hè = the year, less what happened to a case later. */
#include <string.h>

#include "base/mem.h"
#include "report/checks.h"

static void
numbers_of(const struct case_count *c, int64_t n[PART_COUNTS])
{
	n[PART_RECEIVED] = c->n[COUNT_RECEIVED];
	n[PART_CLOSED] = c->n[COUNT_CLOSED];
	n[PART_SENT] = c->sent;
}

/* Whether nothing happened to the case between the end of the part and that of
 * the year: then it stood at the former as it does at the latter. */
static int
stands(const struct case_state *year, const struct span *part)
{
	const struct doc *d;

	EACH(d, year->of->docs, year->of->n)
		if (d->at > part->asof && d->at <= year->until)
			return 0;
	return 1;
}

static int
count_part(ctxh *h, const struct casefile *c, const struct span *span,
    int64_t n[PART_COUNTS])
{
	struct case_state	s;
	struct case_count	count;
	int			rc;

	if ((rc = case_replay(h, c, span->asof, &s, NULL)) == CTXH_OK) {
		case_count(&s, span, &count);
		numbers_of(&count, n);
	}
	state_free(&s);
	return rc;
}

static void
name_case(struct buf *list, const char *number)
{
	buf_fmt(list, "%s%s", list->len > 0 ? ", " : "", number);
}

/* Why the parts of a case are together more than its year. */
static void
explain(struct parts *p, const struct case_state *s,
    const int64_t more[PART_COUNTS])
{
	int64_t	other = 0;
	int	i;

	if (s->duplicate) {
		for (i = 0; i < PART_COUNTS; i++) {
			p->duplicate[i] += more[i];
			other |= more[i];
		}
		if (other != 0)
			name_case(&p->duplicate_cases, s->of->number);
		return;
	}
	if (more[PART_CLOSED] > 0) {
		p->reopened += more[PART_CLOSED];
		name_case(&p->reopened_cases, s->of->number);
	}
	p->unexplained += more[PART_RECEIVED] != 0 || more[PART_SENT] != 0 ||
	    more[PART_CLOSED] < 0;
}

int
parts_add(ctxh *h, struct parts *p, const struct period *period,
    const struct case_state *s, const struct case_count *year)
{
	struct case_count	count;
	int64_t			n[PART_COUNTS], more[PART_COUNTS];
	size_t			i;
	int			k, rc = CTXH_OK;

	numbers_of(year, n);
	for (k = 0; k < PART_COUNTS; k++) {
		p->year[k] += n[k];
		more[k] = -n[k];
	}
	for (i = 0; i < period->nparts; i++) {
		if (stands(s, &period->parts[i])) {
			case_count(s, &period->parts[i], &count);
			numbers_of(&count, n);
		} else if ((rc = count_part(h, s->of, &period->parts[i],
		    n)) != CTXH_OK) {
			return rc;
		}
		for (k = 0; k < PART_COUNTS; k++) {
			p->n[i][k] += n[k];
			more[k] += n[k];
		}
	}
	explain(p, s, more);
	return CTXH_OK;
}

void
parts_free(struct parts *p)
{
	buf_free(&p->reopened_cases);
	buf_free(&p->duplicate_cases);
	memset(p, 0, sizeof(*p));
}
