#define _GNU_SOURCE		/* O_TMPFILE */
#include "aside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "util.h"

static int
is_output(const struct aside *a)
{
	return strcmp(a->path, "-") == 0;
}

/* A device or a pipe takes what comes, and keeps its name. */
static int
is_stream(const struct aside *a)
{
	struct stat sb;

	return is_output(a) || (stat(a->path, &sb) == 0 &&
	    (S_ISCHR(sb.st_mode) || S_ISFIFO(sb.st_mode)));
}

int
aside_check(struct app *app, const struct aside *a)
{
	struct stat sb;

	if (a->path == NULL || is_output(a) || lstat(a->path, &sb) == -1 ||
	    is_stream(a))
		return CTXH_OK;
	return app_fail(app, CTXH_EFAIL, T("there is a file already: \"%s\""),
	    a->path);
}

/* A file without a name where the system has that: it cannot be left behind. */
static int
make(struct aside *a)
{
	const char *slash = strrchr(a->path, '/');
	char *dir;
	int fd = -1;

	if (is_output(a))
		return dup(STDOUT_FILENO);
	if (is_stream(a))
		return open(a->path, O_WRONLY | O_CLOEXEC);
#ifdef O_TMPFILE
	dir = slash == NULL ? xstrdup(".") : xstrndup(a->path,
	    slash == a->path ? 1 : (size_t)(slash - a->path));
	fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	free(dir);
	if (fd != -1)
		return fd;
#endif
	a->temporary = xasprintf("%s.%ld.new", a->path, (long)getpid());
	return open(a->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    0600);
}

int
aside_put(void *aside, const void *buf, size_t size)
{
	struct aside *a = aside;
	const char *p = buf;
	ssize_t n;

	if (a->fd == -1 && a->error == 0)
		a->fd = make(a);
	while (a->fd != -1 && size > 0) {
		n = write(a->fd, p, size);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		p += n;
		size -= (size_t)n;
	}
	if (size > 0 && a->error == 0)
		a->error = errno;
	return size > 0;
}

/* Gives the file its name unless there is such a one by now. */
static int
name_file(struct aside *a)
{
	char *self;
	int rc;

	if (a->temporary == NULL) {
		self = xasprintf("/proc/self/fd/%d", a->fd);
		rc = linkat(AT_FDCWD, self, AT_FDCWD, a->path,
		    AT_SYMLINK_FOLLOW);
		free(self);
		return rc;
	}
	if (link(a->temporary, a->path) == 0)
		return unlink(a->temporary);
	/* Memory sticks have no links. */
	if (errno == EEXIST || access(a->path, F_OK) == 0)
		return -1;
	return rename(a->temporary, a->path);
}

const char *
aside_close(struct app *app, struct aside *a, int drop)
{
	int named = 0;

	if (a->fd != -1 && a->error == 0 && !drop && !is_stream(a)) {
		named = (fsync(a->fd) == 0 || errno == EINVAL) &&
		    name_file(a) == 0;
		if (!named)
			a->error = errno;
	}
	if (a->temporary != NULL && a->fd != -1 && !named) {
		file_overwrite(a->fd);
		(void)unlink(a->temporary);
	}
	if (a->fd != -1 && close(a->fd) == -1 && a->error == 0)
		a->error = errno;
	free(a->temporary);
	a->temporary = NULL;
	if (a->error != 0)
		app_fail(app, CTXH_EFAIL, "%s \"%s\": %s", T("cannot write"),
		    a->path, T(strerror(a->error)));
	return a->error == 0 && a->fd != -1 && !drop ? a->path : NULL;
}
