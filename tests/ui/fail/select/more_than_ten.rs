#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn op_a();
    fn op_b();
    fn op_c();
    fn op_d();
    fn op_e();
    fn op_f();
    fn op_g();
    fn op_h();
    fn op_i();
    fn op_j();
    fn op_k();
    fn op_l();
    fn op_m();
}

fn main() {}
