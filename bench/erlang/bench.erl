%% The Erlang side of the bench: reads orders from standard input, one a line, and answers each with
%% what was completed, its checksum, and the microseconds it took, and ends with its input.
-module(bench).
-export([main/0]).

main() ->
    case io:get_line("") of
        eof -> halt();
        Line ->
            [Name, Size] = string:lexemes(Line, " \n"),
            io:format("~s~n", [run(list_to_atom(Name), list_to_integer(Size))]),
            main()
    end.

run(memory, N) ->
    Before = settled(),
    First = [spawn(fun idle/0) || _ <- lists:seq(1, N)],
    Between = settled(),
    Second = [spawn(fun idle/0) || _ <- lists:seq(1, N)],
    After = settled(),
    Living = stop_all([{Pid, monitor(process, Pid)} || Pid <- First ++ Second]),
    io_lib:format("~b ~b 0 bytes=~f first=~f living=~b",
        [Living, Living, (After - Between) / N, (Between - Before) / N, Living]);
run(Name, N) ->
    Start = erlang:monotonic_time(),
    {Completed, Checksum} = work(Name, N),
    Us = erlang:convert_time_unit(erlang:monotonic_time() - Start, native, microsecond),
    io_lib:format("~b ~b ~b", [Completed, Checksum, Us]).

work(tell_number, N) -> counting(fun send_numbers/3, N);
work(tell_record, N) -> counting(fun send_pairs/3, N);
work(ping_pong, N) ->
    Self = self(),
    Other = spawn(fun() -> player(Self, 0) end),
    One = spawn(fun() -> player(Self, 0) end),
    Other ! {ball, One, N - 1},
    receive done -> ok end,
    Hits = lists:sum([begin P ! {take, Self}, receive {hits, H} -> H end end || P <- [One, Other]]),
    {Hits, Hits};
work(spawn_stop, N) ->
    Count = stop_all([spawn_monitor(fun idle/0) || _ <- lists:seq(1, N)]),
    {Count, Count};
work(skynet, N) ->
    Self = self(),
    spawn(fun() -> skynet(Self, 0, N) end),
    receive {sum, Sum} -> {N, Sum} end.

counting(Send, N) ->
    Counter = spawn(fun() -> count(0, 0) end),
    Send(Counter, 1, N),
    Counter ! {take, self()},
    receive {tally, Count, Sum} -> {Count, Sum} end.

send_numbers(_, I, N) when I > N -> ok;
send_numbers(Pid, I, N) -> Pid ! {add, I}, send_numbers(Pid, I + 1, N).

send_pairs(_, I, N) when I > N -> ok;
send_pairs(Pid, I, N) -> Pid ! {pair, 1, I}, send_pairs(Pid, I + 1, N).

count(Count, Sum) ->
    receive
        {add, By} -> count(Count + 1, Sum + By);
        {pair, _, Right} -> count(Count + 1, Sum + Right);
        {take, From} -> From ! {tally, Count, Sum}
    end.

player(Starter, Hits) ->
    receive
        {ball, _, 0} -> Starter ! done, player(Starter, Hits + 1);
        {ball, Other, Left} -> Other ! {ball, self(), Left - 1}, player(Starter, Hits + 1);
        {take, From} -> From ! {hits, Hits}
    end.

idle() -> receive stop -> ok end.

%% As many as were seen to end.
stop_all(Started) ->
    [Pid ! stop || {Pid, _} <- Started],
    lists:sum([receive {'DOWN', Ref, process, Pid, normal} -> 1 end || {Pid, Ref} <- Started]).

skynet(Parent, Number, 1) -> Parent ! {sum, Number};
skynet(Parent, Number, Size) ->
    Self = self(),
    Part = Size div 10,
    [spawn(fun() -> skynet(Self, Number + I * Part, Part) end) || I <- lists:seq(0, 9)],
    Parent ! {sum, lists:sum([receive {sum, Sum} -> Sum end || _ <- lists:seq(0, 9)])}.

settled() -> erlang:garbage_collect(), erlang:memory(processes).
