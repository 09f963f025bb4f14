/* One page for a meeting: what is open, what is overdue, the term so far.  It
 * is made of what anybody may see who may see reports, and names nobody. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/due.h"
#include "chain/member.h"
#include "print/report.h"
#include "report/words.h"
#include "rules/book.h"
#include "text/date.h"

/* What the page is made of. */
struct board {
	ctxh		*h;
	ctxh_value	*report, *due, *open;
	int64_t		 now;
	int64_t		 overdue, soon, decisions;
};

/* ---- gathering ---- */

static int
add_open(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct board		*b = ctx;
	const struct rules	*r = rules_named(h, f->rules);
	ctxh_value		*o;
	int			 rc;

	if (r == NULL)
		return rulebook_load(h);
	if (!f->open || f->duplicate)
		return CTXH_OK;
	if ((o = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = view_case(h, f, b->now, o)) == CTXH_OK &&
	    (put_text(o, "state_words", code_words(r->states, f->state)) |
	    put_text(o, "category_words", code_words(r->category,
	    f->category)) | put_text(o, "level_words", f->level[0] != '\0' ?
	    code_words(rules_codes(r, "level"), f->level) : "") |
	    put_bool(o, "pending", f->pending != DECIDES_NOTHING)))
		rc = fail_nomem(h);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	b->decisions += f->pending != DECIDES_NOTHING;
	return push(b->open, o) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
gather_open(ctxh *h, struct board *b)
{
	int rc;

	if ((b->open = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	if ((rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	return db_release(h, facts_each(h, add_open, b));
}

static int
has_status(const ctxh_value *due, const char *status)
{
	const char *is = get_text(due, "status");

	return is != NULL && strcmp(is, status) == 0;
}

/* What is to be done, in the language of the page. */
static int
gather_due(ctxh *h, struct board *b)
{
	const struct ctxh_due_options	 all = { .version =
	    CTXH_DUE_VERSION };
	const int			 lang = h->opt.lang;
	int				 rc;

	h->opt.lang = CTXH_VI;
	rc = ctxh_due(h, &all, &b->due);
	h->opt.lang = lang;
	return rc;
}

/* A pending decision has no time limit of its own in the list. */
static int
gather(ctxh *h, struct board *b, const struct ctxh_report_options *period)
{
	struct ctxh_report_options	 o = *period;
	const ctxh_value		*v;
	int				 rc;

	o.charts = 1;
	if ((rc = ctxh_report(h, &o, &b->report)) != CTXH_OK ||
	    (rc = gather_due(h, b)) != CTXH_OK ||
	    (rc = gather_open(h, b)) != CTXH_OK)
		return rc;
	VALUE_EACH(v, b->due) {
		b->overdue += has_status(v, "overdue");
		b->soon += has_status(v, "soon");
	}
	return CTXH_OK;
}

static void
board_free(struct board *b)
{
	ctxh_value_free(b->report);
	ctxh_value_free(b->due);
	ctxh_value_free(b->open);
}

/* ---- the page ---- */

static void
figure(struct paper *p, struct block *b, const char *label, int64_t n)
{
	struct buf text = { 0 };

	number_words(n, &text);
	if (buf_failed(&text))
		p->failed = 1;
	block_figure(p, b, label, text.data);
	buf_free(&text);
}

static void
say_figures(const struct board *b, struct paper *p)
{
	struct block *f = paper_figures(p);

	figure(p, f, "vụ việc đang mở",
	    (int64_t)ctxh_value_count(b->open));
	figure(p, f, "việc quá hạn", b->overdue);
	figure(p, f, "việc sắp đến hạn", b->soon);
	figure(p, f, "chờ thủ trưởng quyết định", b->decisions);
	figure(p, f, "tiếp nhận trong kỳ", report_number(b->report, "cases",
	    "total", "received"));
	figure(p, f, "kết thúc trong kỳ", report_number(b->report, "cases",
	    "total", "closed"));
}

/* dd/mm/yyyy hh:mm, or dd/mm/yyyy. */
static void
time_cell(struct paper *p, struct block *b, const ctxh_value *o,
    const char *key, int with_hours)
{
	int64_t	at;
	char	shown[17] = "";

	if (text_moment(get_text(o, key), &at) == 0) {
		(void)moment_show(at, shown);
		if (!with_hours)
			shown[10] = '\0';
	}
	block_cell(p, b, shown);
}

/* "3 ngày", "5 giờ" */
static void
late_cell(struct paper *p, struct block *b, const struct board *board,
    const ctxh_value *o)
{
	int64_t	at, late;
	char	text[48] = "";

	if (text_moment(get_text(o, "due_at"), &at) == 0) {
		late = (board->now - at) / 3600;
		if (late < 0)
			late = -late;
		(void)snprintf(text, sizeof(text), late >= 48 ? "%lld ngày" :
		    "%lld giờ", (long long)(late >= 48 ? late / 24 : late));
	}
	block_cell(p, b, text);
}

static void
say_due(const struct board *board, struct paper *p, const char *status,
    const char *heading, const char *how_long)
{
	const ctxh_value	*v;
	struct block		*b;
	const char		*number;

	paper_heading(p, 1, heading);
	b = paper_table(p, NULL);
	block_column(p, b, "Số", 1.5, PAPER_LEFT);
	block_column(p, b, "Việc phải làm", 3.4, PAPER_LEFT);
	block_column(p, b, "Hạn", 1.5, PAPER_LEFT);
	block_column(p, b, how_long, 0.9, PAPER_RIGHT);
	VALUE_EACH(v, board->due) {
		if (!has_status(v, status))
			continue;
		number = get_text(v, "case") != NULL ? get_text(v, "case") :
		    get_text(v, "entry");
		block_row(p, b, 0);
		block_cell(p, b, number != NULL ? number : "Báo cáo");
		block_cell(p, b, get_text(v, "label"));
		time_cell(p, b, v, "due_at", 1);
		late_cell(p, b, board, v);
	}
}

static void
say_open(const struct board *board, struct paper *p)
{
	const ctxh_value	*v;
	struct block		*b;

	paper_heading(p, 1, "Vụ việc đang mở");
	if (ctxh_value_count(board->open) == 0) {
		paper_paragraph(p, 0, "Không có vụ việc nào đang mở.");
		return;
	}
	b = paper_table(p, NULL);
	block_column(p, b, "Vụ việc", 1.7, PAPER_LEFT);
	block_column(p, b, "Loại", 2.2, PAPER_LEFT);
	block_column(p, b, "Mức độ", 1, PAPER_LEFT);
	block_column(p, b, "Tình trạng", 1.6, PAPER_LEFT);
	block_column(p, b, "Tiếp nhận", 1.4, PAPER_LEFT);
	block_column(p, b, "Hạn tới", 1.4, PAPER_LEFT);
	VALUE_EACH(v, board->open) {
		block_row(p, b, 0);
		block_cell(p, b, get_text(v, "case"));
		block_cell(p, b, get_text(v, "category_words"));
		block_cell(p, b, get_text(v, "level_words"));
		block_cell(p, b, get_text(v, "state_words"));
		time_cell(p, b, v, "opened_at", 0);
		time_cell(p, b, v, "next_due_at", 1);
	}
}

static int
say_term(const struct board *b, struct paper *p)
{
	static const char *const shown[] = { "cases", "referrals",
	    "deadlines", NULL };
	struct buf		 text = { 0 };

	buf_str(&text, "Số liệu ");
	period_words(b->report, &text);
	if (buf_failed(&text))
		p->failed = 1;
	paper_heading(p, 1, text.data);
	buf_free(&text);
	report_charts(b->report, p);
	return report_put_tables(b->h, b->report, shown, NULL, p);
}

static int
compose(const struct board *b, struct paper *p)
{
	const ctxh_value	*school = ctxh_value_get(b->report, "school");
	struct block		*title = paper_title(p, "TÌNH HÌNH CÔNG TÁC XÃ "
	    "HỘI TRONG TRƯỜNG HỌC");
	struct buf		 text = { 0 };
	int			 rc;

	block_line(p, title, get_text(school, "name"));
	/* To the hour: a minute later it is the same page. */
	buf_fmt(&text, "%02d giờ, ngày ", (int)((b->now -
	    day_start(day_of(b->now))) / 3600));
	date_words(day_of(b->now), &text);
	if (buf_failed(&text))
		p->failed = 1;
	block_line(p, title, text.data);
	buf_free(&text);
	say_figures(b, p);
	if (b->overdue > 0)
		say_due(b, p, "overdue", "Quá hạn", "Quá");
	if (b->soon > 0)
		say_due(b, p, "soon", "Sắp đến hạn", "Còn");
	say_open(b, p);
	if ((rc = say_term(b, p)) != CTXH_OK)
		return rc;
	paper_paragraph(p, PAPER_SMALL, "Trang này không nêu tên người học. "
	    "Vụ việc chỉ nêu số trong sổ.");
	return paper_failed(p) ? fail_nomem(b->h) : CTXH_OK;
}

EXPORT int
ctxh_dashboard(ctxh *h, const struct ctxh_report_options *period,
    const struct ctxh_paper *look, ctxh_write_fn write, void *ctx)
{
	struct board	 b = { .h = h, .now = handle_now(h) };
	struct paper	*p = NULL;
	int		 rc;

	if ((rc = paper_look_check(h, look)) != CTXH_OK ||
	    (rc = need_facts(h, "dashboard")) != CTXH_OK)
		return rc;
	if ((rc = gather(h, &b, period)) == CTXH_OK) {
		p = paper_new("Tình hình công tác xã hội");
		rc = p != NULL ? compose(&b, p) : fail_nomem(h);
	}
	if (rc == CTXH_OK)
		rc = paper_write(h, look->format, p, write, ctx);
	paper_free(p);
	board_free(&b);
	return rc;
}
