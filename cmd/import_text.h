/*
 * import_text.h: the result of an import, for people.
 */
#ifndef IMPORT_TEXT_H
#define IMPORT_TEXT_H

#include "ctxh.h"

struct app;
struct out;

struct summary {
	struct app	*app;
	const char	*path;
	const char	*rejects, *dups;	/* written, or NULL */
	int		 dry_run;
	int		 details;		/* all rows that are listed */
	int		 names;
};

/* The findings, on standard error; then the summary, or the failure.  rc is
 * what the import came to. */
int	 import_show(struct app *, const struct summary *, int rc,
	    const ctxh_value *);

/* A list of another kind: what is counted of it, as lines of the summary, and
 * what may follow, where op took it in. */
struct list_answer {
	const char	*path;
	int		 dry_run;
	void		(*counts)(struct out *, const ctxh_value *);
	void		(*next)(struct out *, int64_t op);
};
/* As import_show(). */
int	 list_show(struct app *, const struct list_answer *, int rc,
	    const ctxh_value *);

/* Parts of it: warnings and errors on standard error; a number with its label,
 * which sheet was read, as lines of the summary. */
void	 import_findings(const char *path, const ctxh_value *);
void	 import_sheet(struct out *, const ctxh_value *);
void	 import_count(struct out *, const char *label, const ctxh_value *,
	    const char *key);

#endif
