/*
 * A new file that is complete or is not there: it gets its name once all of it
 * is on the disk, and takes nobody else's.
 */
#define _GNU_SOURCE		/* O_TMPFILE */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "util.h"

/* The folder that the file will be in; caller frees. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return xstrdup(".");
	return slash == path ? xstrdup("/") :
	    xstrndup(path, (size_t)(slash - path));
}

int
file_new_begin(struct app *app, const char *path, unsigned mode,
    struct file_new *f)
{
	struct stat st;
	char *dir;

	*f = (struct file_new){ .fd = -1, .path = path };
	if (lstat(path, &st) == 0) {
		errno = EEXIST;
		return file_fail(app, T("cannot make"), path);
	}
	dir = folder_of(path);
	f->fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, (mode_t)mode);
	if (f->fd == -1 && errno != ENOENT && errno != EACCES) {
		/* This file system has no files without a name. */
		f->temporary = xasprintf("%s.%ld.new", path, (long)getpid());
		f->fd = open(f->temporary, O_WRONLY | O_CREAT | O_EXCL |
		    O_CLOEXEC, (mode_t)mode);
	}
	free(dir);
	if (f->fd != -1 && fchmod(f->fd, (mode_t)mode) == 0)
		return CTXH_OK;
	file_fail(app, T("cannot make"), path);
	file_new_drop(f);
	return CTXH_EFAIL;
}

void
file_new_drop(struct file_new *f)
{
	if (f->fd != -1) {
		file_overwrite(f->fd);
		close(f->fd);
	}
	if (f->temporary != NULL)
		unlink(f->temporary);
	free(f->temporary);
	f->temporary = NULL;
	f->fd = -1;
}

static int
give_name(const struct file_new *f)
{
	char proc[64];

	if (f->temporary != NULL) {
		if (renameat2(AT_FDCWD, f->temporary, AT_FDCWD, f->path,
		    RENAME_NOREPLACE) == 0)
			return 0;
		/* Memory sticks cannot do that in one step. */
		if ((errno != EINVAL && errno != ENOSYS) ||
		    access(f->path, F_OK) == 0)
			return -1;
		return rename(f->temporary, f->path);
	}
	(void)snprintf(proc, sizeof(proc), "/proc/self/fd/%d", f->fd);
	return linkat(AT_FDCWD, proc, AT_FDCWD, f->path, AT_SYMLINK_FOLLOW);
}

int
file_new_end(struct app *app, struct file_new *f)
{
	char *dir;

	if ((fsync(f->fd) == -1 && errno != EINVAL && errno != EROFS) ||
	    give_name(f) == -1) {
		file_fail(app, T("cannot write"), f->path);
		file_new_drop(f);
		return CTXH_EFAIL;
	}
	dir = folder_of(f->path);
	file_sync_dir(dir);
	free(dir);
	close(f->fd);
	free(f->temporary);
	*f = (struct file_new){ .fd = -1 };
	return CTXH_OK;
}
