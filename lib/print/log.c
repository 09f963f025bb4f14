/* The history of a case: its documents in the order in which they happened,
 * and its time limits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/view.h"
#include "print/print.h"
#include "report/words.h"
#include "text/date.h"

static int
by_time(const void *a, const void *b)
{
	const struct doc *const *x = a, *const *y = b;

	if ((*x)->at != (*y)->at)
		return (*x)->at < (*y)->at ? -1 : 1;
	return ((*x)->seq > (*y)->seq) - ((*x)->seq < (*y)->seq);
}

/* What a document says in codes and dates; with names, in all. */
static int
doc_words(const struct filled *s, struct doc *d, struct buf *out)
{
	ctxh_value		*fields = NULL;
	const struct field	*f;
	const char		*between = "";
	struct filled		 one = *s;
	int			 rc;

	one.form = d->form;
	one.meta = d->meta;
	if ((rc = filled_fields(&one, d, &fields)) != CTXH_OK)
		return rc;
	one.fields = fields;
	if ((rc = filled_mask(&one)) == CTXH_OK)
		EACH(f, d->form->set.list, d->form->set.count) {
			if (f == d->form->when || f->type == FIELD_LIST ||
			    filled_value(&one, f->id) == NULL)
				continue;
			buf_fmt(out, "%s%s: ", between, f->label.vi);
			rc = field_text(&one, f, filled_value(&one, f->id),
			    out);
			between = "\n";
		}
	ctxh_value_free(one.fields);
	return rc;
}

static int
doc_row(const struct filled *s, struct doc *d, struct paper *p,
    struct block *b)
{
	struct buf	text = { 0 };
	char		at[17];
	int		rc;

	(void)moment_show(d->at, at);
	block_row(p, b, 0);
	block_cell(p, b, at);
	buf_fmt(&text, "%s%s", d->form->title.vi, d->superseded ?
	    " (đã sửa)" : "");
	block_cell(p, b, text.data);
	buf_reset(&text);
	if ((rc = doc_words(s, d, &text)) == CTXH_OK)
		block_cell(p, b, text.len > 0 ? text.data : "");
	block_cell(p, b, d->by);
	buf_free(&text);
	return rc;
}

static int
documents(const struct filled *s, struct casefile *c, struct paper *p)
{
	struct block	*b;
	struct doc	**order;
	size_t		 i;
	int		 rc = CTXH_OK;

	if ((order = calloc(c->n + 1, sizeof(*order))) == NULL)
		return fail_nomem(s->office.h);
	for (i = 0; i < c->n; i++)
		order[i] = &c->docs[i];
	qsort(order, c->n, sizeof(*order), by_time);
	paper_heading(p, 2, "1. Các văn bản");
	b = paper_table(p, NULL);
	block_column(p, b, "Thời điểm", 1.3, PAPER_LEFT);
	block_column(p, b, "Văn bản", 2.2, PAPER_LEFT);
	block_column(p, b, "Nội dung", 4.5, PAPER_LEFT);
	block_column(p, b, "Người ghi", 1.1, PAPER_LEFT);
	for (i = 0; rc == CTXH_OK && i < c->n; i++)
		/* A recount is the program's own, and no paper. */
		if (order[i]->form->title.vi != NULL)
			rc = doc_row(s, order[i], p, b);
	free(order);
	return rc;
}

static const char *
status_words(const struct deadline *d, int64_t now)
{
	const char *status = deadline_status(d, now, now);

	return strcmp(status, "met") == 0 ? "đúng hạn" :
	    strcmp(status, "met-late") == 0 ? "trễ hạn" :
	    strcmp(status, "waived") == 0 ? "không còn phải làm" :
	    strcmp(status, "overdue") == 0 ? "quá hạn" : "chưa đến hạn";
}

static void
deadline_row(struct paper *p, struct block *b, const struct deadline *d,
    int64_t now)
{
	char at[17];

	block_row(p, b, 0);
	block_cell(p, b, d->rule->label.vi);
	(void)moment_show(d->start, at);
	block_cell(p, b, at);
	(void)moment_show(d->due, at);
	block_cell(p, b, at);
	at[0] = '\0';
	if (d->status == DUE_MET)
		(void)moment_show(d->ended_at, at);
	block_cell(p, b, at);
	block_cell(p, b, status_words(d, now));
}

static int
deadlines(const struct filled *s, struct paper *p)
{
	struct case_state	 st;
	const struct deadline	*d;
	struct block		*b;
	ctxh			*h = s->office.h;
	int64_t			 now = handle_now(h);
	int			 rc;

	if ((rc = case_replay(h, s->of, MOMENT_MAX, &st, NULL)) == CTXH_OK &&
	    (rc = deadlines_date(h, &st, NULL)) == CTXH_OK &&
	    st.ndeadlines > 0) {
		paper_heading(p, 2, "2. Thời hạn");
		b = paper_table(p, NULL);
		block_column(p, b, "Thời hạn", 3, PAPER_LEFT);
		block_column(p, b, "Tính từ", 1.5, PAPER_LEFT);
		block_column(p, b, "Đến hạn", 1.5, PAPER_LEFT);
		block_column(p, b, "Thực hiện", 1.5, PAPER_LEFT);
		block_column(p, b, "Kết quả", 1.5, PAPER_LEFT);
		EACH(d, st.deadlines, st.ndeadlines)
			deadline_row(p, b, d, now);
	}
	state_free(&st);
	return rc;
}

int
print_log(struct filled *s, struct casefile *c, struct paper *p)
{
	struct signing	 who = { .maker = "Người lập" };
	struct block	*b;
	struct buf	 text = { 0 };
	int64_t		 day;
	int		 rc;

	if ((rc = office_day(&s->office, day_of(handle_now(s->office.h)),
	    &day)) != CTXH_OK ||
	    (rc = office_head(&s->office, p, office_number(&s->office, NULL),
	    NULL, NULL, day)) != CTXH_OK)
		return rc;
	b = paper_title(p, "NHẬT KÝ VỤ VIỆC");
	block_line(p, b, s->number);
	(void)print_warning(s, p);
	cast_words(&s->cast, &text);
	paper_field(p, 0, "Người học", text.len > 0 ? text.data : NULL);
	buf_free(&text);
	if ((rc = documents(s, c, p)) == CTXH_OK &&
	    (rc = deadlines(s, p)) == CTXH_OK)
		rc = office_sign(&s->office, p, &who);
	return rc;
}
