/* Taking an operation back: what the files undo*.c share. */
#ifndef CASES_UNDO_H
#define CASES_UNDO_H

#include "base/buf.h"
#include "base/handle.h"
#include "cases/subject.h"
#include "chain/member.h"
#include "chain/table.h"
#include "chain/undone.h"

/* An operation, as people speak of it. */
struct about {
	int64_t		 op, at;
	char		 by[HANDLE_MAX + 1];
	char		 verb[64];
	struct buf	 rows;		/* the list of what it wrote */
};
/* CTXH_ENOTFOUND; caller ends with about_free(). */
int	 about_op(ctxh *, int64_t op, struct about *);
void	 about_free(struct about *);
/* "op", "verb", "at", "by" */
int	 about_put(ctxh_value *, const char *op, const struct about *);
/* Whether it wrote rows of the table. */
int	 about_wrote(const struct about *, enum table_id);

struct undoing {
	ctxh		*h;
	struct undos	 undos;		/* as they are before */
	struct about	 target;	/* what is taken back */
	struct about	 root;		/* whose rows go, or come again */
	int		 redo;		/* they come again */
	struct subjects	 own;		/* of the root */
	int64_t		*pupils;	/* of its rows, in order */
	size_t		 npupils, pupils_cap;
	int		 most;		/* they are a good part of all */
	int64_t		*cases;		/* whose derived rows follow, in order */
	size_t		 ncases, cases_cap;
	int64_t		*entries;	/* likewise */
	size_t		 nentries, entries_cap;
	int64_t		*bounds;	/* those whose time or pupil it is about */
	size_t		 nbounds, bounds_cap;
	ctxh_value	*settings;	/* as they are before */
	ctxh_value	*keys;		/* of those that the root wrote */
	ctxh_value	*changes;
};

/* ---- undo_block.c ---- */

/* CTXH_ERULE where a later operation builds on it, naming that. */
int	 undo_blocked(struct undoing *);
/* CTXH_ERULE: naming the operation that has what. */
int	 undo_blocked_by(struct undoing *, int64_t op, const char *what);

/* ---- undo_show.c ---- */

/* What the root wrote, in the words of people, into u->changes; settings into
 * u->keys.  Its rows must be live. */
int	 undo_describe(struct undoing *);
/* What the settings were and are; behind the change. */
int	 undo_settings(struct undoing *);

/* ---- undo_fsck.c ---- */

/* That nobody but a principal took back a decision under his key. */
int	 undo_check_decisions(ctxh *, ctxh_value *problems);
/* The handle of a principal whose key a document of the operation bears, that
 * is not by; "" where there is none. */
int	 undo_decided_by(ctxh *, int64_t op, const char *by,
	    char handle[HANDLE_MAX + 1]);

#endif
