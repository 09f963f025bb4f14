#include "aside.h"

#include <errno.h>
#include <fcntl.h>
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
aside_check(const struct aside *a)
{
	struct stat sb;

	if (a->path == NULL || is_output(a) || lstat(a->path, &sb) == -1 ||
	    is_stream(a))
		return CTXH_OK;
	return app_fail(a->app, CTXH_EFAIL, T("there is a file already: "
	    "\"%s\"; remove it, or give another name"), a->path);
}

/* The first piece: a stream is opened, any other file made without a name. */
static int
begin(struct aside *a)
{
	if (!is_stream(a)) {
		a->failed = file_new_begin(a->app, a->path, 0600,
		    &a->file) != CTXH_OK;
		return a->failed ? -1 : a->file.fd;
	}
	return is_output(a) ? dup(STDOUT_FILENO) :
	    open(a->path, O_WRONLY | O_CLOEXEC);
}

static void
fail_once(struct aside *a)
{
	if (!a->failed)
		file_fail(a->app, T("cannot write"), a->path);
	a->failed = 1;
}

int
aside_put(void *aside, const void *buf, size_t size)
{
	struct aside *a = aside;
	const char *p = buf;
	ssize_t n;

	if (a->fd == -1 && !a->failed)
		a->fd = begin(a);
	while (a->fd != -1 && size > 0) {
		n = write(a->fd, p, size);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		p += n;
		size -= (size_t)n;
	}
	if (size > 0)
		fail_once(a);
	return size > 0;
}

const char *
aside_close(struct aside *a, int drop)
{
	int fd = a->fd;

	if (fd == -1)
		return NULL;
	a->fd = -1;
	if (is_stream(a)) {
		if (close(fd) == -1)
			fail_once(a);
	} else if (drop || a->failed) {
		file_new_drop(&a->file);
	} else if (file_new_end(a->app, &a->file) != CTXH_OK) {
		a->failed = 1;
	}
	return drop || a->failed ? NULL : a->path;
}
