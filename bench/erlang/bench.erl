%% The Erlang side of the bench: reads orders from standard input, one a line, and answers each with
%% what was completed, its checksum, and the microseconds it took, and ends with its input.
-module(bench).
-export([main/0]).

main() ->
    case io:get_line("") of
        eof -> halt();
        %% Whoever gave orders was killed.
        {error, _} -> halt();
        Line ->
            [Name | Sizes] = string:lexemes(Line, " \n"),
            io:format("~s~n", [run(list_to_atom(Name), [list_to_integer(Size) || Size <- Sizes])]),
            main()
    end.

run(Name, Sizes) ->
    Start = erlang:monotonic_time(),
    {Completed, Checksum, Figures} = measured(Name, Sizes),
    Us = erlang:convert_time_unit(erlang:monotonic_time() - Start, native, microsecond),
    io_lib:format("~b ~b ~b~s", [Completed, Checksum, Us, Figures]).

measured(memory, [N]) ->
    Before = settled(),
    First = [spawn(fun idle/0) || _ <- lists:seq(1, N)],
    Between = settled(),
    Second = [spawn(fun idle/0) || _ <- lists:seq(1, N)],
    After = settled(),
    Living = stop_all([{Pid, monitor(process, Pid)} || Pid <- First ++ Second]),
    Figures = [(After - Between) / N, (Between - Before) / N, Living],
    {Living, Living, io_lib:format(" bytes=~f first=~f living=~b", Figures)};
measured(Name, Sizes) ->
    {Completed, Checksum} = work(Name, Sizes),
    {Completed, Checksum, ""}.

work(tell_number, [N]) -> counting(fun send_numbers/3, N);
work(tell_record, [N]) -> counting(fun send_pairs/3, N);
work(ping_pong, [N]) ->
    Self = self(),
    Other = spawn(fun() -> player(Self, 0) end),
    One = spawn(fun() -> player(Self, 0) end),
    Other ! {ball, One, N - 1},
    receive done -> ok end,
    Hits = lists:sum([begin P ! {take, Self}, receive {hits, H} -> H end end || P <- [One, Other]]),
    {Hits, Hits};
work(spawn_stop, [N]) ->
    Count = stop_all([spawn_monitor(fun idle/0) || _ <- lists:seq(1, N)]),
    {Count, Count};
work(skynet, [N]) ->
    Self = self(),
    spawn(fun() -> skynet(Self, 0, N) end),
    receive {sum, Sum} -> {N, Sum} end;
work(savina_ping_pong, [N]) ->
    Self = self(),
    Pong = spawn(fun pong/0),
    Ping = spawn(fun() -> ping(Self, Pong, 0, N) end),
    Ping ! next,
    once(done, Pong);
work(savina_counting, [N]) ->
    Counter = spawn(fun() -> increments(0) end),
    increment(Counter, N),
    Counter ! {retrieve, self()},
    once(done, none);
work(savina_create, [N]) ->
    start_all(N),
    Count = lists:sum([receive {'DOWN', _, process, _, normal} -> 1 end || _ <- lists:seq(1, N)]),
    {Count, Count};
work(savina_ring, [Actors, Hops]) ->
    Self = self(),
    Links = [spawn(fun() -> link_of_ring(Self) end) || _ <- lists:seq(1, Actors)],
    [Link ! {next, Next} || {Link, Next} <- lists:zip(Links, tl(Links) ++ [hd(Links)])],
    hd(Links) ! {token, Hops},
    receive done -> ok end,
    Passed = lists:sum([begin L ! {report, Self}, receive {passed, P} -> P end end || L <- Links]),
    {Passed, Passed};
work(savina_big, [Actors, Pings]) ->
    Self = self(),
    Ids = lists:seq(0, Actors - 1),
    Peers = list_to_tuple([spawn(fun() -> peer(Self, Id, Actors, Pings) end) || Id <- Ids]),
    [Peer ! {'begin', Peers} || Peer <- tuple_to_list(Peers)],
    [receive finished -> ok end || _ <- Ids],
    Handled = lists:sum([begin P ! {report, Self}, receive {handled, H} -> H end end || P <- tuple_to_list(Peers)]),
    {Handled, Handled}.

%% What the one that did the work says, and the end of the one that helped.
once(Word, Helper) ->
    receive {Word, Value} ->
        is_pid(Helper) andalso exit(Helper, kill),
        {Value, Value}
    end.

ping(Starter, _, N, N) -> Starter ! {done, N};
ping(Starter, Pong, Done, N) ->
    receive
        next -> Pong ! {ping, self()}, ping(Starter, Pong, Done, N);
        pong -> (Done + 1 < N) andalso (self() ! next), ping(Starter, Pong, Done + 1, N)
    end.

pong() -> receive {ping, From} -> From ! pong, pong() end.

increment(_, 0) -> ok;
increment(Counter, N) -> Counter ! increment, increment(Counter, N - 1).

increments(Count) ->
    receive
        increment -> increments(Count + 1);
        {retrieve, From} -> From ! {done, Count}
    end.

start_all(0) -> ok;
start_all(N) ->
    {Pid, _} = spawn_monitor(fun() -> receive {compute, X} -> true = math:sin(X) * math:sin(X) =< 1, ok end end),
    Pid ! {compute, 37.2},
    start_all(N - 1).

link_of_ring(Starter) -> receive {next, Next} -> link_of_ring(Starter, Next, 0) end.

link_of_ring(Starter, Next, Passed) ->
    receive
        {token, 0} -> Starter ! done, link_of_ring(Starter, Next, Passed);
        {token, Left} -> Next ! {token, Left - 1}, link_of_ring(Starter, Next, Passed + 1);
        {report, From} -> From ! {passed, Passed}
    end.

peer(Starter, Id, Actors, Pings) ->
    receive {'begin', Peers} -> peer(Starter, Id, Actors, send_ping(Id, Actors, Peers, Id), Peers, Pings - 1, 0) end.

peer(Starter, Id, Actors, Seed, Peers, Left, Handled) ->
    receive
        {ping, From} ->
            element(From + 1, Peers) ! pong,
            peer(Starter, Id, Actors, Seed, Peers, Left, Handled + 1);
        pong when Left > 0 ->
            peer(Starter, Id, Actors, send_ping(Seed, Actors, Peers, Id), Peers, Left - 1, Handled + 1);
        pong ->
            Starter ! finished,
            peer(Starter, Id, Actors, Seed, Peers, 0, Handled + 1);
        {report, From} -> From ! {handled, Handled}
    end.

send_ping(Seed, Actors, Peers, Id) ->
    Drawn = (Seed * 1309 + 13849) band 65535,
    element(Drawn rem Actors + 1, Peers) ! {ping, Id},
    Drawn.

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
    lists:sum([receive {'DOWN', _, process, _, normal} -> 1 end || _ <- Started]).

skynet(Parent, Number, 1) -> Parent ! {sum, Number};
skynet(Parent, Number, Size) ->
    Self = self(),
    Part = Size div 10,
    [spawn(fun() -> skynet(Self, Number + I * Part, Part) end) || I <- lists:seq(0, 9)],
    Parent ! {sum, lists:sum([receive {sum, Sum} -> Sum end || _ <- lists:seq(0, 9)])}.

settled() -> erlang:garbage_collect(), erlang:memory(processes).
