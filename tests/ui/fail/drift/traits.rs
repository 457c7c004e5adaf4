// A trait in a module may have its own policy. What one trait only warns of is an error of the next.
#[lean::api(spec = "drift.yaml", drift = off)]
mod shop {
    #[api(drift = warn)]
    pub trait Lists {
        fn list_orders();
    }

    #[api(drift = deny)]
    pub trait Orders {
        fn list_orders();
    }

    pub trait Rest {
        #[operation("readOrder")]
        fn get_order();
    }

    #[api(drift = never)]
    pub trait Misspelt {
        fn list_orders();
    }
}

fn main() {}
