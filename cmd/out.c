/*
 * Where results go: standard output or a pager, every write checked.
 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd.h"
#include "out_int.h"
#include "util.h"

struct out *
out_new(void)
{
	struct out *out = xmalloc(sizeof(*out));

	memset(out, 0, sizeof(*out));
	out->to = stdout;
	out->printer = &printer_text;
	return out;
}

static int
wants_colour(enum out_color color)
{
	const char *term = getenv("TERM"), *none = getenv("NO_COLOR");

	if (color != COLOR_AUTO)
		return color == COLOR_ALWAYS;
	return isatty(STDOUT_FILENO) && (none == NULL || *none == '\0') &&
	    term != NULL && strcmp(term, "dumb") != 0;
}

/* A terminal on which a pager cannot move. */
static int
is_dumb(void)
{
	const char *term = getenv("TERM");

	return term == NULL || strcmp(term, "dumb") == 0;
}

void
out_setup(struct out *out, enum out_format format, enum out_color color,
    int pager)
{
	static const struct printer *const printers[] = { &printer_text,
	    &printer_csv, &printer_json, &printer_jsonl };

	out->format = format;
	out->printer = printers[format];
	out->colour = format == OUT_TEXT && wants_colour(color);
	out->pager = pager && format == OUT_TEXT && isatty(STDOUT_FILENO) &&
	    !is_dumb();
}

void
out_want_pager(struct out *out, int on)
{
	out->want_pager = on;
}

enum out_format
out_format(const struct out *out)
{
	return out->format;
}

const char *
out_format_name(const struct out *out)
{
	static const char *const names[] = { [OUT_TEXT] = "text",
	    [OUT_CSV] = "csv", [OUT_JSON] = "json", [OUT_JSONL] = "jsonl" };

	return names[out->format];
}

int
out_is_text(const struct out *out)
{
	return out->format == OUT_TEXT;
}

size_t
out_lines(const struct out *out)
{
	struct winsize size;

	if (out->format != OUT_TEXT || !isatty(STDOUT_FILENO))
		return 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 ||
	    size.ws_row == 0)
		return 24;
	return size.ws_row;
}

void
out_excel(struct out *out, int on)
{
	out->excel = on;
}

static const char *
pager_command(void)
{
	static const char *const names[] = { "CTXH_PAGER", "PAGER" };
	const char *s;

	for (size_t i = 0; i < 2; i++) {
		s = getenv(names[i]);
		if (s != NULL)
			return *s == '\0' || strcmp(s, "cat") == 0 ? NULL : s;
	}
	return "less";
}

static void
run_pager(const char *command, int from)
{
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	if (dup2(from, STDIN_FILENO) == -1)
		_exit(127);
	setenv("LESS", "FRX", 0);
	setenv("LESSCHARSET", "utf-8", 0);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* The pager reads from a pipe; where it cannot be had, nothing changes. */
static void
start_pager(struct out *out)
{
	const char *command = pager_command();
	int ends[2];

	out->want_pager = 0;
	if (!out->pager || command == NULL || pipe(ends) == -1)
		return;
	out->pid = fork();
	if (out->pid == 0) {
		close(ends[1]);
		run_pager(command, ends[0]);
	}
	close(ends[0]);
	if (out->pid > 0)
		out->to = fdopen(ends[1], "w");
	if (out->pid < 0 || out->to == NULL) {
		close(ends[1]);
		out->pid = 0;
		out->to = stdout;
	}
}

void
out_raw(struct out *out, const void *bytes, size_t len)
{
	if (!out->started && out->want_pager)
		start_pager(out);
	out->started = 1;
	if (out->error != 0 || len == 0)
		return;
	errno = 0;
	if (fwrite(bytes, 1, len, out->to) != len)
		out->error = errno == 0 ? EIO : errno;
}

void
out_bytes(struct out *out, const void *bytes, size_t len)
{
	out_raw(out, bytes, len);
}

/* A name must not steer somebody's terminal: control characters are shown as
 * question marks. */
static size_t
is_control(const char *s)
{
	unsigned char c = (unsigned char)s[0], d = (unsigned char)s[1];

	if (c == 0xc2 && d >= 0x80 && d <= 0x9f)
		return 2;
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

void
out_puts(struct out *out, const char *s)
{
	const char *from = s;
	size_t n;

	for (; *s != '\0'; s++) {
		n = is_control(s);
		if (n == 0)
			continue;
		out_raw(out, from, (size_t)(s - from));
		out_raw(out, "?", 1);
		s += n - 1;
		from = s + 1;
	}
	out_raw(out, from, (size_t)(s - from));
}

void
out_printf(struct out *out, const char *fmt, ...)
{
	char small[512], *s = small;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n >= (int)sizeof(small)) {
		s = xmalloc((size_t)n + 1);
		va_start(ap, fmt);
		vsnprintf(s, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	out_puts(out, s);
	if (s != small)
		wipe_free(s);
}

char *
out_cut(char *buf, size_t size, size_t columns)
{
	size_t n, wide = 0;
	char c;

	if (out_width(buf) <= columns)
		return buf;
	/* The longest beginning that leaves a column. */
	for (n = 1; n + 4 < size && buf[n] != '\0'; n++) {
		if ((buf[n] & 0xc0) == 0x80)
			continue;
		c = buf[n];
		buf[n] = '\0';
		if (out_width(buf) >= columns) {
			buf[n] = c;
			break;
		}
		buf[n] = c;
		wide = n;
	}
	strcpy(buf + wide, "…");
	return buf;
}

void
out_pad(struct out *out, const char *s, size_t width)
{
	size_t w = out_width(s);

	out_puts(out, s);
	for (; w < width; w++)
		out_raw(out, " ", 1);
}

void
out_style(struct out *out, enum out_style style)
{
	static const char *const codes[] = { "\033[0m", "\033[1m",
	    "\033[1;31m", "\033[33m", "\033[32m", "\033[2m" };

	if (out->colour)
		out_raw(out, codes[style], strlen(codes[style]));
}

int
out_failed(const struct out *out)
{
	return out->error;
}

static void
wait_pager(struct out *out)
{
	int status;

	while (waitpid(out->pid, &status, 0) == -1 && errno == EINTR)
		continue;
	out->pid = 0;
}

int
out_flush(struct out *out)
{
	errno = 0;
	if (fflush(out->to) == EOF && out->error == 0)
		out->error = errno == 0 ? EIO : errno;
	return out->error;
}

int
out_close(struct out *out)
{
	int error;

	grid_free(&out->grid);
	errno = 0;
	if (fclose(out->to) == EOF && out->error == 0)
		out->error = errno == 0 ? EIO : errno;
	if (out->pid > 0) {
		wait_pager(out);
		if (out->error == EPIPE)	/* left with q */
			out->error = 0;
	}
	error = out->error;
	free(out);
	return error;
}
