/*
 * Writing a large store to the disk while there is other work: a commit waits
 * until all of it is there.
 */
#ifndef STORE_EARLY_H
#define STORE_EARLY_H

#include <sys/types.h>

#define EARLY_LEAST	((off_t)64 << 20)	/* what is worth a thread */

/*
 * Begins with what has been written of a file of at least so many bytes, and
 * returns when it is done.  It only saves time: a commit writes as it always
 * does, and hears of what failed.
 *
 * In a thread of its own, which ends with it.  POSIX gives up a process's locks
 * on a file whenever one of its descriptors is closed, so that the thread first
 * takes a table of descriptors to itself; where there is no such thing nothing
 * is done.
 */
void	 early_sync(const char *path, off_t least);

#endif
