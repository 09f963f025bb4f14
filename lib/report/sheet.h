/*
 * A table under way.  Which columns it has, and in which order, the rule set
 * says; a column that nobody here can compute is null.
 */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "base/handle.h"
#include "rules/rules.h"

struct sheet_row {
	char		 id[RULES_ID_MAX + 1];
	char		*label;		/* owned; NULL: the id */
	int		 order;		/* among the rows */
	double		*cells;		/* NAN: not known */
};

struct sheet {
	const struct table_def *def;	/* NULL: the rules have no such table */
	const char *const *known;
	struct sheet_row *rows;
	size_t		 n, cap;
};

#define TOTAL_LABEL	"Tổng số"
#define NONE_LABEL	"Không ghi"

/* Rows that follow the ordered ones. */
#define ORDER_LAST	(1 << 20)
#define ORDER_TOTAL	(1 << 21)

/* Takes the rules' table of that kind.  known ends with NULL and is borrowed;
 * a name that ends with '_' stands for all that begin so. */
void	 sheet_init(struct sheet *, const struct rules *, enum table_rows,
	    const char *const *known);
/* The same of that table, all of whose columns are known. */
void	 sheet_of(struct sheet *, const struct table_def *);
/* The row's index, made where there is none, with a copy of the label; -1
 * when out of memory.  Indices hold until sheet_value(). */
int	 sheet_row(struct sheet *, const char *id, const char *label,
	    int order);
/*
 * The row of something that the report's rules name (ours) and give a place;
 * what they do not have comes last, by the name that the rules of the document
 * counted give it (own).  Either label or list may be NULL, but for the list
 * of ours.
 */
int	 sheet_named_row(struct sheet *, const char *id,
	    const struct label *ours, int order, const struct label *own);
int	 sheet_code_row(struct sheet *, const char *code,
	    const struct codes *ours, const struct codes *own);
/* These do nothing where there is no such column. */
void	 sheet_add(struct sheet *, int row, const char *column, double n);
void	 sheet_set(struct sheet *, int row, const char *column, double n);
/* NAN where there is no such column, or it is not known. */
double	 sheet_get(const struct sheet *, int row, const char *column);
/* The same table with some of its columns, before anything is counted. */
void	 sheet_columns(struct sheet *, const struct table_def *);
int	 sheet_has(const struct sheet *, const char *column);
/* Appends the table to the list, its rows in order.  A row is made when
 * something falls into it, so it stands there though no column counts that. */
int	 sheet_value(ctxh *, struct sheet *, ctxh_value *tables);
void	 sheet_free(struct sheet *);

#endif
