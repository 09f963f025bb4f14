/* The tables of a report; each takes case after case, then is finished and
 * given as a value. */
#ifndef REPORT_TABLES_H
#define REPORT_TABLES_H

#include "cases/case.h"
#include "registers/reached.h"
#include "report/count.h"
#include "report/period.h"
#include "report/person.h"
#include "report/sheet.h"

/* ---- groups.c: Biểu 1 ---- */

struct groups {
	struct sheet	 sheet;
	struct table_def def;		/* without the grades of others */
	int		 total;		/* its row */
	int		 used;		/* somebody is, or was in a group */
};

int	 groups_count(ctxh *, struct groups *, const struct rules *,
	    const struct period *);
void	 groups_free(struct groups *);

/* ---- cases.c: Biểu 2 ---- */

struct cases {
	struct sheet	sheet;
	const struct codes *categories;	/* the report's */
	struct people	people;
	int		total;		/* its row */
};

int	 cases_init(ctxh *, struct cases *, const struct rules *);
/* The case is on hand in the span that count was made of. */
int	 cases_add(ctxh *, struct cases *, const struct case_state *,
	    const struct case_count *);
/* Counts the persons. */
int	 cases_finish(ctxh *, struct cases *);
void	 cases_free(struct cases *);

/* ---- referrals.c: Biểu 3; the state needs its deadlines' due times ---- */

void	 referrals_init(struct sheet *, const struct rules *);
int	 referrals_add(ctxh *, struct sheet *, const struct case_state *,
	    const struct span *);

/* ---- deadlines.c: Biểu 4; likewise ---- */

/* How long it took to meet a deadline. */
struct taken {
	int	row;
	int64_t	seconds;
};

struct deadlines {
	struct sheet	 sheet;
	const struct rules *rules;	/* the report's */
	struct taken	*taken;
	size_t		 n, cap;
};

void	 deadlines_init(struct deadlines *, const struct rules *);
int	 deadlines_add(ctxh *, struct deadlines *, const struct case_state *,
	    const struct span *);
/* Works the medians out. */
void	 deadlines_finish(struct deadlines *);
void	 deadlines_free(struct deadlines *);

/* ---- prevention.c: Biểu 5 ---- */

struct prevention {
	struct sheet	 sheet;
	int		 used;		/* something was planned, or held */
};

/* Activities that have a document in the period; used: there are any.  Reads
 * the lists of the years. */
int	 prevention_count(ctxh *, struct prevention *, const struct rules *,
	    const struct period *, const struct entries *activities,
	    int used, struct enrolled *);
/* A share in percent, to one decimal; NAN of none. */
double	 share_of(int64_t n, int64_t of);
/* Distinct pupils on the lists of the school years of the span up to E. */
int	 enrolled_in(ctxh *, struct enrolled *, const struct span *,
	    int64_t *count);

/* ---- mentoring.c: Biểu 7 ---- */

struct mentoring {
	struct sheet	 sheet;
	int		 used;		/* somebody is, or was helped */
};

int	 mentoring_count(ctxh *, struct mentoring *, const struct rules *,
	    const struct period *);

/* ---- targets.c: Biểu 8 ---- */

struct tables;

struct targets {
	struct sheet	 sheet;
	int		 used;		/* a target was set */
};

/* counted: what was counted of the cases of the period. */
int	 targets_count(ctxh *, struct targets *, const struct tables *counted,
	    const struct period *, const struct entries *activities,
	    struct enrolled *);

/* ---- declared.c: tables that the rule set declares ---- */

/* Something that counts once in a cell, however often it is met. */
struct hit {
	struct sheet	*sheet;
	int		 row;
	const struct column *column;
	int64_t		 key;		/* a case or a person */
};

/* A field of which each of several columns counts a part: a document without
 * it is in none of them. */
struct split {
	const struct field *by;
	int64_t		 missing;	/* documents without it */
};

struct declared_table {
	struct sheet	 sheet;
	const struct rules *rules;	/* that declare it */
	int		 always;	/* also where nothing was counted */
	int64_t		 docs;		/* that were */
	struct split	*splits;
	size_t		 nsplits, splits_cap;
};

struct declared {
	struct declared_table *tables;
	size_t		 n, tables_cap;
	struct hit	*hits;
	size_t		 nhits, cap;
};

/*
 * The tables of the report's rules; and those of any other set that has begun
 * by the day, for what was recorded under it: rules that are no longer for
 * this school do not take back what was done under them.
 */
int	 declared_init(ctxh *, struct declared *, const struct rules *,
	    int64_t until);
/* The documents of a case that happened in the span. */
int	 declared_add(ctxh *, struct declared *, struct case_state *,
	    const struct span *);
/* Those that have no case. */
int	 declared_loose(ctxh *, struct declared *, const struct span *);
/* Counts what is counted once. */
void	 declared_finish(struct declared *);
int	 declared_value(ctxh *, struct declared *, ctxh_value *tables);
/* Whether the report shows it. */
int	 declared_shown(const struct declared_table *);
void	 declared_free(struct declared *);

/* ---- tables.c: all of them ---- */

struct tables {
	const struct rules *rules;	/* the report's */
	struct groups	 groups;
	struct cases	 cases;
	struct sheet	 referrals;
	struct deadlines deadlines;
	struct prevention prevention;
	struct declared	 declared;
	struct mentoring mentoring;
	struct targets	 targets;
	/* A school that keeps none of the registers of the prevention side has
	 * none of their tables, unless they are asked for. */
	int		 registers;
};

int	 tables_init(ctxh *, struct tables *, const struct rules *,
	    const struct period *);
/* The case as of the span's E, and what count was made of it. */
int	 tables_add(ctxh *, struct tables *, struct case_state *,
	    const struct case_count *, const struct span *);
/* Counts what no case has, and what counts once. */
int	 tables_finish(ctxh *, struct tables *, const struct period *);
/* Appends them in their order, Biểu 1 to 8. */
int	 tables_value(ctxh *, struct tables *, ctxh_value *list);
void	 tables_free(struct tables *);

#endif
