/* report.h: the parts of the verb report: its period, its text, its subverbs. */
#ifndef REPORT_H
#define REPORT_H

#include <stddef.h>

#include "ctxh.h"
#include "opt.h"

struct app;
struct opts;
struct out;

#define REPORT_WIDTH 96		/* columns of a line, at most */
#define REPORT_LABEL 34		/* columns of a row's label, at most */

/* The whole report for people, in Vietnamese whatever the messages' language
 * is; an out_text_fn.  With a ctx it says which parts are not written yet. */
void	 report_text(struct out *, void *ctx, const ctxh_value *report);
/* Its head: the school, the number and the date, the period. */
void	 report_head(struct out *, const ctxh_value *report);
/* "BÁO CÁO SƠ KẾT HỌC KỲ I, NĂM HỌC 2024-2025"; caller frees. */
char	*report_title(const ctxh_value *report);
/* Whether two texts are the same but for capitals, blanks and accents. */
int	 report_same_words(const char *, const char *);
/* What differs from what was sent. */
void	 report_sent(struct out *, const ctxh_value *report);
/* Words of one line, behind a margin that is there already. */
void	 report_wrap(struct out *, const char *, size_t margin);
/* A member's date as dd/mm/yyyy; buf of 32 bytes or more. */
const char *report_show_day(const ctxh_value *, const char *key, char *buf,
	    size_t size);
/* One table: heads over several lines, in blocks that fit the width. */
void	 report_grid(struct out *, const ctxh_value *table);
/* A row's cell; NULL where there is none. */
const ctxh_value *report_cell(const ctxh_value *row, size_t column);
/* A cell as a report shows it; it, or buf of 32 bytes or more. */
const char *report_show_cell(const ctxh_value *cell, char *buf, size_t size);
/* Bars under the tables that have something to compare. */
void	 report_bars(struct out *, const ctxh_value *table);

/* ---- report_period.c ---- */

extern const struct opt_choice report_terms[];

/* The rows of an option table that say which report is meant. */
#define REPORT_PERIOD_OPTIONS(term_help)				\
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),				\
	    N_("the school year, 2024 or 2024-2025; default: the newest"),\
	    NULL },							\
	{ "term", 't', OPT_TEXT, 0, N_("TERM"), term_help, report_terms },\
	{ "from", 0, OPT_TIME, 0, N_("DATE"),				\
	    N_("with --to, in place of a term: both days included"),	\
	    NULL },							\
	{ "to", 0, OPT_TIME, 0, N_("DATE"), N_("see --from"), NULL }
#define REPORT_UNTIL_OPTION						\
	{ "until", 0, OPT_TIME, 0, N_("DATE"),				\
	    N_("count what happened by the end of this day; default: "	\
	    "the period's end, or now while it runs"), NULL }

/* What was read of them; the library's options point to the texts. */
struct report_period {
	struct ctxh_report_options options;
	char	year[48], from[16], to[16], until[16];
};

/* guess: without a period the one that runs today; else that is refused. */
int	 report_period_read(struct app *, struct opts *, int guess,
	    struct report_period *);
int	 report_until_read(struct app *, struct opts *,
	    struct report_period *);
/* An option's day as yyyy-mm-dd in day, of 16 bytes, where *to then points. */
int	 report_day(struct app *, struct opts *, const char *name, char *day,
	    const char **to);
/* How the period of a row with "period", "year", "from" and "to" is shown; an
 * out_show_fn. */
const char *report_show_period(void *, const ctxh_value *row,
	    const ctxh_value *cell, char *buf, size_t size);

/* ---- report_out.c ---- */

/* Leaves only the table of that id. */
int	 report_choose(struct app *, const char *id, ctxh_value *report);
/* Writes it as a document, a page or a workbook, as the look says. */
int	 report_write(struct app *, const ctxh_value *report,
	    const struct ctxh_paper *look, const char *path, int secret);
/* Prints it, or writes it as a file format, to that file or standard output. */
int	 report_put(struct app *, ctxh_value *report,
	    const struct ctxh_paper *look, const char *path,
	    int one_table);
/* Rows "table", "row", "column", "value" of CSV: out_begin(), then cells. */
int	 report_tidy_begin(struct out *);
void	 report_tidy_cell(struct out *, const char *table, const char *row,
	    const char *column, const ctxh_value *value);
/* That of a document, or "text" for all that is printed. */
const char *report_format(const struct app *, const char *path);
/* Who gets and who signs a report stands in a document, and nowhere else:
 * CTXH_EUSAGE where that is asked for in another format. */
int	 report_check_look(struct app *, const struct opts *,
	    const char *format);
/* Without --format the file's suffix says which printer it is. */
void	 report_printer(struct app *, const char *path);
/* The file takes the place of standard output, where what is printed can go
 * there; one that is secret is closed to others. */
int	 report_print_to(struct app *, const char *path, int secret);
/* What is worth a second look, a line each. */
void	 report_notices(struct out *, const ctxh_value *result);

/* ---- report_book.c ---- */

/* The report as a workbook; caller frees *bytes with wipe_free(). */
int	 report_book(struct app *, const ctxh_value *report, char **bytes,
	    size_t *len);

/* ---- report_case.c ---- */

/* report --case: the incident report on one case. */
int	 report_case_run(struct app *, struct opts *);

/* ---- the subverbs: report_issue.c, report_note.c ---- */

extern const struct opt_spec report_issue_options[], report_note_options[];
int	 report_issue_run(struct app *, struct opts *);
int	 report_issued_run(struct app *, struct opts *);
int	 report_note_run(struct app *, struct opts *);
int	 report_note_reads(const struct opts *);

#endif
