/*
 * The identities of the tables.  A report is Vietnamese in every language of
 * messages, so what is said here is no T().
 */
#include "report/checks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "report/cells.h"

#define COLUMNS_MAX 8

/* left[0] + left[1] + ... = right[0] + ...; both end with NULL. */
struct identity {
	const char	*id;
	const char	*left[COLUMNS_MAX], *right[COLUMNS_MAX];
};

int
check_push(ctxh *h, ctxh_value *checks, const char *id, int ok,
    struct buf *detail)
{
	ctxh_value	*o = ctxh_value_object();
	int		 bad;

	bad = buf_failed(detail) | put_text(o, "id", id) |
	    put_bool(o, "ok", ok) |
	    put_text(o, "detail", detail->len > 0 ? detail->data : "");
	bad |= push(checks, o);
	buf_free(detail);
	return bad ? fail_nomem(h) : CTXH_OK;
}

static double
side_of_row(const struct sheet *t, int row, const char *const *names)
{
	const struct table_def	*def = t->def;
	double			 sum = 0;
	size_t			 i;

	for (; *names != NULL; names++)
		for (i = 0; i < def->column_count; i++)
			if (column_is(def->columns[i].id, *names))
				sum += t->rows[row].cells[i];
	return sum;
}

/* The total row says it all; a table without one is added up. */
static double
column_sum(const struct sheet *t, const char *column)
{
	double	sum = 0;
	size_t	i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->rows[i].id, ROW_TOTAL) == 0)
			return sheet_get(t, (int)i, column);
	for (i = 0; i < t->n; i++)
		sum += sheet_get(t, (int)i, column);
	return sum;
}

static double
write_side(const struct sheet *t, const char *const *names, struct buf *out)
{
	const struct table_def	*def = t->def;
	const char		*sign = "";
	double			 sum = 0, n;
	size_t			 i;

	for (; *names != NULL; names++)
		for (i = 0; i < def->column_count; i++) {
			if (!column_is(def->columns[i].id, *names))
				continue;
			n = column_sum(t, def->columns[i].id);
			sum += n;
			buf_fmt(out, "%s%s (%.0f)", sign,
			    def->columns[i].label.vi, n);
			sign = " + ";
		}
	return sum;
}

static int
has_columns(const struct sheet *t, const char *const *names)
{
	for (; *names != NULL; names++)
		if ((*names)[strlen(*names) - 1] != '_' &&
		    !sheet_has(t, *names))
			return 0;
	return 1;
}

/* A rule set without one of the columns has no such check. */
static int
check_identity(ctxh *h, const struct sheet *t, const struct identity *id,
    ctxh_value *checks)
{
	struct buf	left = { 0 }, right = { 0 };
	double		a, b;
	size_t		i;
	int		ok;

	if (t->def == NULL || !has_columns(t, id->left) ||
	    !has_columns(t, id->right))
		return CTXH_OK;
	a = write_side(t, id->left, &left);
	b = write_side(t, id->right, &right);
	ok = a == b;
	buf_fmt(&left, " %s %s", ok ? "=" : "≠", buf_failed(&right) ||
	    right.data == NULL ? "" : right.data);
	for (i = 0; i < t->n; i++)
		if (side_of_row(t, (int)i, id->left) !=
		    side_of_row(t, (int)i, id->right)) {
			ok = 0;
			buf_fmt(&left, "; không khớp ở dòng \"%s\"",
			    t->rows[i].label != NULL ? t->rows[i].label :
			    t->rows[i].id);
		}
	left.failed |= right.failed;
	buf_free(&right);
	return check_push(h, checks, id->id, ok, &left);
}

/* What all cases have together is in the total as often as in the rows; only
 * persons may stand in several rows. */
static int
check_total(ctxh *h, const struct sheet *t, ctxh_value *checks)
{
	struct buf	detail = { 0 };
	const char	*column;
	double		sum, total;
	size_t		c, i;
	int		ok = 1;

	buf_str(&detail, "Dòng tổng số bằng các dòng cộng lại (trừ số người, "
	    "mỗi người chỉ tính một lần)");
	for (c = 0; t->def != NULL && c < t->def->column_count; c++) {
		column = t->def->columns[c].id;
		if (strncmp(column, "students", 8) == 0 ||
		    strcmp(column, "offenders") == 0)
			continue;
		total = column_sum(t, column);
		for (sum = 0, i = 0; i < t->n; i++)
			if (strcmp(t->rows[i].id, ROW_TOTAL) != 0)
				sum += t->rows[i].cells[c];
		if (isnan(total) || sum == total)
			continue;
		ok = 0;
		buf_fmt(&detail, "; không khớp ở cột \"%s\": %.0f và %.0f",
		    t->def->columns[c].label.vi, sum, total);
	}
	return check_push(h, checks, "total", ok, &detail);
}

/* Columns that each count a part of the documents are together as many as
 * there are: those that do not say which part they are of are named. */
static int
check_split(ctxh *h, const struct declared_table *t, ctxh_value *checks)
{
	struct buf		 detail = { 0 };
	const struct split	*s;
	const char		*sign = ": ";
	int			 ok = 1;

	buf_fmt(&detail, "%s, %lld lần ghi", t->sheet.def->title.vi,
	    (long long)t->docs);
	EACH(s, t->splits, t->nsplits) {
		if (s->missing == 0)
			continue;
		ok = 0;
		buf_fmt(&detail, "%s%lld lần không ghi \"%s\"", sign,
		    (long long)s->missing, s->by->label.vi);
		sign = ", ";
	}
	buf_str(&detail, ok ? ": lần nào cũng có trong các cột" :
	    " nên không có trong các cột đó");
	return check_push(h, checks, t->sheet.def->id, ok, &detail);
}

static int
check_declared(ctxh *h, const struct declared *d, ctxh_value *checks)
{
	const struct declared_table	*t;
	int				 rc;

	EACH(t, d->tables, d->n)
		if (t->docs > 0 && t->nsplits > 0 &&
		    (rc = check_split(h, t, checks)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int64_t
write_parts(const struct parts *p, const struct period *period, int k,
    struct buf *out)
{
	static const char *const names[PART_COUNTS] = {
		"tiếp nhận", "kết thúc", "đã gửi"
	};
	static const char *const parts[PERIOD_PARTS] = {
		"HK I", "HK II", "hè"
	};
	int64_t	sum = 0;
	size_t	i;

	buf_fmt(out, "%s%s: ", k > 0 ? "; " : "", names[k]);
	for (i = 0; i < period->nparts; i++) {
		sum += p->n[i][k];
		buf_fmt(out, "%s%s %lld", i > 0 ? " + " : "", parts[i],
		    (long long)p->n[i][k]);
	}
	return sum;
}

static int
check_parts(ctxh *h, const struct parts *p, const struct period *period,
    ctxh_value *checks)
{
	struct buf	detail = { 0 };
	int64_t		sum, back;
	int		k, ok = p->unexplained == 0;

	if (period->nparts == 0)
		return CTXH_OK;
	for (k = 0; k < PART_COUNTS; k++) {
		sum = write_parts(p, period, k, &detail);
		if (k == PART_CLOSED && p->reopened != 0)
			buf_fmt(&detail, " - mở lại %lld",
			    (long long)p->reopened);
		if (p->duplicate[k] != 0)
			buf_fmt(&detail, " - trùng lặp %lld",
			    (long long)p->duplicate[k]);
		back = p->duplicate[k] + (k == PART_CLOSED ? p->reopened : 0);
		ok &= sum - back == p->year[k];
		buf_fmt(&detail, " %s cả năm %lld", sum - back == p->year[k] ?
		    "=" : "≠", (long long)p->year[k]);
	}
	if (p->reopened_cases.len > 0)
		buf_fmt(&detail, "; mở lại sau kỳ: %s",
		    p->reopened_cases.data);
	if (p->duplicate_cases.len > 0)
		buf_fmt(&detail, "; về sau nối là trùng lặp: %s",
		    p->duplicate_cases.data);
	detail.failed |= p->reopened_cases.failed | p->duplicate_cases.failed;
	return check_push(h, checks, "terms", ok, &detail);
}

/* The columns of grades are those of the school,
 * which may be none. */
static int
check_groups(ctxh *h, const struct groups *g, ctxh_value *checks)
{
	static const struct identity
	    stays = { "groups", { "start", "new" }, { "left", "end" } },
	    grades = { "groups_grades", { "grade_" }, { "total" } };
	const struct sheet	*t = &g->sheet;
	size_t			 i;
	int			 rc;

	if ((rc = check_identity(h, t, &stays, checks)) != CTXH_OK)
		return rc;
	for (i = 0; t->def != NULL && i < t->def->column_count; i++)
		if (column_is(t->def->columns[i].id, "grade_"))
			return check_identity(h, t, &grades, checks);
	return CTXH_OK;
}

static int
check_cases(ctxh *h, const struct tables *t, ctxh_value *checks)
{
	static const struct identity
	    on_hand = { "on_hand", { "carried_in", "received" },
	    { "closed", "carried_out" } },
	    levels = { "levels", { "level_" }, { "carried_in", "received" } },
	    timely = { "referrals_time", { "on_time", "late" }, { "sent" } },
	    answers = { "referrals_answer", { "answered", "following" },
	    { "sent" } },
	    due = { "deadlines", { "met", "met_late", "overdue", "waived" },
	    { "due" } };
	const struct sheet	*cases = &t->cases.sheet;
	int			 rc;

	if ((rc = check_identity(h, cases, &on_hand, checks)) != CTXH_OK ||
	    (rc = check_identity(h, cases, &levels, checks)) != CTXH_OK ||
	    (rc = check_total(h, cases, checks)) != CTXH_OK ||
	    (rc = check_identity(h, &t->referrals, &timely, checks)) !=
	    CTXH_OK ||
	    (rc = check_identity(h, &t->referrals, &answers, checks)) !=
	    CTXH_OK)
		return rc;
	return check_identity(h, &t->deadlines.sheet, &due, checks);
}

int
checks_value(ctxh *h, const struct period *period, const struct tables *t,
    const struct parts *parts, ctxh_value *checks)
{
	int rc;

	if ((t->registers && (rc = check_groups(h, &t->groups, checks)) !=
	    CTXH_OK) ||
	    (rc = check_cases(h, t, checks)) != CTXH_OK ||
	    (rc = check_declared(h, &t->declared, checks)) != CTXH_OK)
		return rc;
	return check_parts(h, parts, period, checks);
}
