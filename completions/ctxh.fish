# Completion of ctxh(1) for fish.  Every word comes from the program itself
# (ctxh help --complete), which the other shells ask, too.

function __ctxh_complete
    set -l words (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l begun (commandline -ct)
    set -l plain (string unescape -- $begun)
    test -n "$plain"; and set begun $plain
    set -e words[1]
    $program help --complete -- $words $begun 2>/dev/null </dev/null |
    while read -l line
        if string match -q \t'files'\t'*' -- $line
            set -l prefix (string replace \t'files'\t '' -- $line)
            set -l rest (string sub -s (math (string length -- $prefix) + 1) -- $begun)
            __fish_complete_path "$rest" | string replace -r '^' -- $prefix
        else
            echo $line
        end
    end
end

complete -c ctxh -f -k -a '(__ctxh_complete)'
