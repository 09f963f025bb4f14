/*
 * The handle: what one user of the library holds.  Each part of the house
 * keeps its state behind a pointer here, so that two handles never meet.
 */
#ifndef BASE_HANDLE_H
#define BASE_HANDLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ctxh.h"

struct db;		/* store/db.h: the SQLite file */
struct vault;		/* vault/vault.h: keys */
struct op;		/* chain/op.h: the operation under way */
struct rulebook;	/* rules/book.h: what the school goes by */
struct actor;		/* chain/actor.h: who opened the store */

struct ctxh {
	struct ctxh_options	 opt;
	int			 status;	/* of the last failure */
	char			*message;
	ctxh_value		*where;		/* of the last failure */
	struct db		*db;
	struct vault		*vault;
	struct op		*op;
	struct rulebook		*rules;
	struct actor		*actor;
	/* Where refusals are gathered while a batch goes on; or NULL. */
	ctxh_value		*refused;
	/* Room for the cell that is being read; nothing is left in it. */
	struct buf		 cell;
	void			(*at_close[8])(ctxh *);
};

/* Has fn called when the handle closes, last registered first; a part calls
 * this each time that it makes its state, and is registered once. */
void	 handle_at_close(ctxh *, void (*fn)(ctxh *));

/*
 * The text in the handle's language.  Texts are written in English where they
 * are used; the Vietnamese ones stand in vi.txt of the same folder.
 */
const char *handle_text(const ctxh *, const char *en)
	    __attribute__((format_arg(2)));
#define T(h, en) handle_text((h), (en))

/*
 * Records a failure on the handle and returns its status.  The message is
 * lower case, without a full stop, the failure first, its subject in quotes,
 * then, after a semicolon, what to do.
 */
int	 fail(ctxh *, int status, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
int	 fail_nomem(ctxh *);
/* Adds a place to the failure just recorded: "line", "column", "field", ... */
int	 fail_where_int(ctxh *, const char *key, int64_t);
int	 fail_where_text(ctxh *, const char *key, const char *);
/* Calls fn and leaves the last failure as it was. */
void	 keep_failure(ctxh *, void (*fn)(ctxh *));
/* Forgets the last failure. */
void	 fail_clear(ctxh *);

int64_t	 handle_now(const ctxh *);
void	 handle_random(const ctxh *, void *, size_t);
/* CTXH_OK, or CTXH_EINTERRUPTED where the caller's function says stop. */
int	 handle_progress(ctxh *, uint64_t done, uint64_t total);

/* Every file that exports a function marks it with this. */
#define EXPORT CTXH_API

#endif
