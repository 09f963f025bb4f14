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

int
aside_check(struct app *app, const struct aside *a)
{
	struct stat sb;

	if (a->path == NULL || !a->keep || is_output(a) ||
	    lstat(a->path, &sb) == -1)
		return CTXH_OK;
	return app_fail(app, CTXH_EFAIL, T("there is a file already: \"%s\""),
	    a->path);
}

int
aside_put(void *aside, const void *buf, size_t size)
{
	struct aside *a = aside;
	const char *p = buf;
	ssize_t n;

	if (a->fd == -1)
		a->fd = is_output(a) ? dup(STDOUT_FILENO) : open(a->path,
		    O_WRONLY | O_CREAT | O_CLOEXEC | (a->keep ? O_EXCL :
		    O_TRUNC), 0600);
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

int
aside_used(const struct aside *a)
{
	return a->fd != -1;
}

int
aside_close(struct app *app, struct aside *a, int drop)
{
	if (a->fd != -1) {
		if (drop && a->keep && !is_output(a)) {
			file_overwrite(a->fd);
			(void)unlink(a->path);
		}
		if (close(a->fd) == -1 && a->error == 0)
			a->error = errno;
	}
	return a->error == 0 ? CTXH_OK : app_fail(app, CTXH_EFAIL,
	    "%s \"%s\": %s", T("cannot write"), a->path,
	    T(strerror(a->error)));
}
