//! Circles in a graph: types that reach each other.

/// The edges that lead back to a type on the current path of a depth-first search, in the order of the types.
/// Every circle is complete for every choice, but where it is entered is not: so it is always entered
/// at its first type.
pub(super) fn back_edges(edges: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let circle = circles(edges);
    let mut found = Vec::new();
    let mut state = vec![State::New; edges.len()];
    for start in 0..edges.len() {
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Open;
        let mut stack = vec![(start, 0)];
        while let Some((node, index)) = stack.last_mut() {
            let node = *node;
            let Some(to) = edges[node].get(*index).copied() else {
                state[node] = State::Done;
                stack.pop();
                continue;
            };
            *index += 1;
            if circle[node] != circle[to] {
                continue;
            }
            match state[to] {
                State::Open => found.push((node, to)),
                State::Done => {}
                State::New => {
                    state[to] = State::Open;
                    stack.push((to, 0));
                }
            }
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Numbers each type by the circle it is in: equal for types that reach each other (Kosaraju).
pub(super) fn circles(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for start in 0..edges.len() {
        depth_first(edges, start, &mut seen, &mut |node| order.push(node));
    }
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, to) in edges
        .iter()
        .enumerate()
        .flat_map(|(from, to)| to.iter().map(move |to| (from, *to)))
    {
        reversed[to].push(from);
    }
    let mut circle = vec![0; edges.len()];
    let mut seen = vec![false; edges.len()];
    for start in order.into_iter().rev() {
        depth_first(&reversed, start, &mut seen, &mut |node| {
            circle[node] = start
        });
    }
    circle
}

/// Visits what can be reached and has not been seen, each after what it leads to.
pub(super) fn depth_first(
    edges: &[Vec<usize>],
    start: usize,
    seen: &mut [bool],
    visit: &mut dyn FnMut(usize),
) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut stack = vec![(start, 0)];
    while let Some((node, index)) = stack.last_mut() {
        match edges[*node].get(*index).copied() {
            Some(to) => {
                *index += 1;
                if !std::mem::replace(&mut seen[to], true) {
                    stack.push((to, 0));
                }
            }
            None => {
                visit(*node);
                stack.pop();
            }
        }
    }
}
