/*
 * The table "feed": rows that the program hands to one statement, so that a
 * thousand of them cost one execution.  Nothing of it is in the file.
 */
#ifndef STORE_FEED_H
#define STORE_FEED_H

#include "store/db.h"

struct sqlite3;

/* Where the rows come from; db_feed() sets it while a statement runs. */
struct feed {
	feed_fn	 next;
	void	*ctx;
};

/* Makes the table known to a connection.  SQLite's status. */
int	 feed_init(struct sqlite3 *, struct feed *);

#endif
