/* A plan's time in words and numbers. */
#ifndef REGISTERS_WHEN_TOKENS_H
#define REGISTERS_WHEN_TOKENS_H

#define WHEN_TOKENS 48
#define WHEN_WORD 16

enum when_kind {
	TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_SLASH, TOKEN_DASH,
	TOKEN_COMMA
};
struct when_token {
	enum when_kind	 kind;
	int		 n;
	char		 text[WHEN_WORD];	/* folded */
};
struct when_tokens {
	struct when_token list[WHEN_TOKENS + 3];	/* ends with END */
	int		 n;
};

/*
 * Roman numbers up to IV are numbers; dots between digits are slashes,
 * an opening bracket is a comma.  1; 0 where the text is longer than any time;
 * -1 without memory.
 */
int	 when_split(const char *, struct when_tokens *);

#endif
