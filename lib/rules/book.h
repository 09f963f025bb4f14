/*
 * What a handle goes by: rule sets, agencies, days off, the school's settings.
 * First come those that the library carries, then, once the store is unlocked
 * with the facts key, what the school added to them.  Each part is loaded when
 * it is first asked for; all are dropped when another store is unlocked or
 * rulebook_changed() says that a part was written.
 *
 * Most of a run goes by one rule set, and each costs milliseconds: of those that
 * the library carries only an outline is read at first.
 */
#ifndef RULES_BOOK_H
#define RULES_BOOK_H

#include "rules/agency.h"
#include "rules/arena.h"
#include "rules/rules.h"

#define BOOK_MAX 64

struct rulebook {
	/* The carried ones as they begin, then the own ones as taken in.  Not
	 * to be handed out from here: some are outlines. */
	struct rules	*sets[BOOK_MAX];
	size_t		 count;
	size_t		 carried;		/* the library's, of count */
	struct agency	*agencies;
	size_t		 agency_count;
	struct arena	*arena;			/* of the agencies */
	struct calendar	*calendar;
	ctxh_value	*settings;
	/* What was unlocked when it was made; zeros for nothing. */
	unsigned char	 store[16];
	int		 own;			/* with the school's own */
	int		 changed, loaded;	/* loaded: the sets */
	int		 starved;		/* a set found no memory */
	int64_t		 version;		/* of the file, as loaded */
};

/* The handle's, made where it has none; NULL without memory. */
struct rulebook *rulebook_get(ctxh *);
/* A part was written: it is read anew when next asked for. */
void	 rulebook_changed(ctxh *);
/* The same where somebody else has written to the file; to be called before
 * anything of the book is held. */
int	 rulebook_refresh(ctxh *);
/* The settings as one object, empty without a store; NULL after a failure. */
const ctxh_value *rulebook_settings(ctxh *);

#endif
